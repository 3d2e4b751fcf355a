export { advisory, range } from './advisories.ts'
export { type OsvFault, type OsvOptions, type OsvServer, startOsv } from './server.ts'
