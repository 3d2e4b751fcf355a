export { type RunFacts, runFacts } from './run-facts.ts'
export { predicateType, type Statement, statement, statementType } from './statement.ts'
