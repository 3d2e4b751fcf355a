import {
  collectDoctor,
  type Diagnosis,
  diagnose,
  printDiagnosis,
  renderDiagnosis,
} from '@operator/precheck/doctor'
import { exitCodes } from '../exit-code.ts'
import { openClone } from './clone.ts'
import type { Command } from './command.ts'
import { connectTo, nameRepository } from './github-repository.ts'
import { createProgress } from './progress.ts'
import { type RepositoryOptions, readOptions, repositoryUsage } from './repository-options.ts'

const usage = `npm run operator -- doctor [--environment NAME] [options]

What precheck would see of a repository: what the token may read, which checks are required and who could forge them, which of
precheck's checks would be unknown and why, and the YAML to paste. It reads only. Without a token it says what it cannot see.

  --environment NAME     the environment whose deployment is tried (default: each of the policy, else production)
${repositoryUsage}
Exit code: 0 nothing to mend, 1 something to mend, 3 not everything could be seen, 64 wrong usage, 70 Operator crashed.
`

export const doctor: Command = async (args, startedIn) => {
  const options = readOptions(args, startedIn, 'environment')
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  const github = await connectTo(options)
  const { repository, branch, tip, policy } = await openClone(options, github)
  const inPolicy = Object.keys(policy.rules.environments)
  const now = new Date()
  const facts = await collectDoctor({
    github,
    name: github?.repository ?? (await nameRepository(options)),
    repository,
    branch,
    tip,
    environments: options.own !== undefined ? [options.own] : inPolicy.length > 0 ? inPolicy : ['production'],
    rules: policy.rules,
    policy,
    now,
    progress: createProgress(),
  })
  const diagnosis = diagnose(facts, policy.rules, now)
  process.stdout.write(show(diagnosis, options.form))
  return exitCodeOf(diagnosis)
}

function exitCodeOf({ permissions, unreadRules, required, weaknesses }: Diagnosis): number {
  const isBlind = unreadRules.length > 0 || permissions.some(({ state }) => state !== 'readable')
  if (isBlind) return exitCodes.incomplete
  const isWeak = weaknesses.length > 0 || required.some((context) => context.weaknesses.length > 0)
  return isWeak ? exitCodes['no-go'] : exitCodes.go
}

function show(diagnosis: Diagnosis, form: RepositoryOptions['form']): string {
  switch (form) {
    case 'json':
      return `${JSON.stringify(diagnosis, null, 2)}\n`
    case 'markdown':
      return renderDiagnosis(diagnosis)
    case 'terminal':
      return printDiagnosis(diagnosis)
  }
}
