import { UserError, version } from '@operator/host'
import { type BacktestResult, printBacktest, renderBacktest, runBacktest } from '@operator/precheck/backtest'
import { exitCodes } from '../exit-code.ts'
import { openClone } from './clone.ts'
import type { Command } from './command.ts'
import { connectTo } from './github-repository.ts'
import { createProgress } from './progress.ts'
import { type RepositoryOptions, readOptions, repositoryUsage } from './repository-options.ts'

const most = 500

const usage = `npm run operator -- backtest [--last N] [options]

Replays the pull requests that were merged last and says how many precheck would have blocked or asked about, and why.
It reads only. It needs a token with read access to contents, pull requests, checks, statuses, actions and issues.

  --last N               how many pull requests, 1 to ${most} (default: 50); about 5 API calls each
${repositoryUsage}
Exit code: 0 all were replayed, 3 some or all could not be, 64 wrong usage, 70 Operator crashed.
`

export const backtest: Command = async (args, startedIn) => {
  const options = readOptions(args, startedIn, 'last')
  if (options.help) {
    process.stdout.write(usage)
    return 0
  }
  const last = countOf(options.own)
  const github = await connectTo(options)
  if (github === undefined) {
    const what = 'there is no token, and without one nothing of a pull request can be read.'
    const remedy = 'Put one that may read the repository there, such as that of `gh auth token`.'
    throw new UserError([{ what, where: options.tokenVariable, remedy }])
  }
  const { repository, branch, policy } = await openClone(options, github)
  const result = await runBacktest({
    github,
    repository,
    branch,
    last,
    rules: policy.rules,
    policy,
    version,
    now: new Date(),
    progress: createProgress(),
  })
  process.stdout.write(show(result, options.form))
  const isWhole = result.pullRequests.length > 0 && result.unreplayed.length === 0 && result.complete
  return isWhole ? exitCodes.go : exitCodes.incomplete
}

function countOf(given: string | undefined): number {
  const count = Number(given ?? 50)
  if (Number.isInteger(count) && count >= 1 && count <= most) return count
  const what = `it takes a number from 1 to ${most}, not ${JSON.stringify(given)}.`
  throw new UserError([{ what, where: '--last', remedy: 'Give another number.' }])
}

function show(result: BacktestResult, form: RepositoryOptions['form']): string {
  switch (form) {
    case 'json':
      return `${JSON.stringify(result, null, 2)}\n`
    case 'markdown':
      return renderBacktest(result)
    case 'terminal':
      return printBacktest(result)
  }
}
