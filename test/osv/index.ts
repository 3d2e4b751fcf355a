export { advisory, range, wellKnownAdvisories } from './advisories.ts'
export { type OsvFault, type OsvOptions, type OsvServer, startOsv } from './server.ts'
