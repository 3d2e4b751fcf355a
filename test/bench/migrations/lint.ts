import { openRepository } from '@operator/git'
import { collectMigrations, evaluateMigrations, migrationsPolicy } from '@operator/migrations'

// Judges a history's files by the rules alone: what migration-guard does where nothing can rehearse. Prints the number of findings.

const [directory = '', base = '', head = ''] = process.argv.slice(2)
const policy = migrationsPolicy.parse({})
const repository = await openRepository(directory)
const snapshot = await collectMigrations({ repository, base, head }, policy, undefined)
const outcomes = evaluateMigrations(snapshot, policy, new Date())
const findings = outcomes.filter(({ id }) => id === 'migration-guard/rules').flatMap((one) => one.findings)
process.stdout.write(`${findings.length}\n`)
