import { join } from 'node:path'
import { report as reportSchema } from '@operator/report'
import { runActionProcess } from '../action-process.ts'
import { type CommandLine, parseCommandLine, usage } from '../command-line.ts'
import { crashExitCode, exitCodes, usageExitCode } from '../exit-code.ts'
import { createLocalLog } from '../local-log.ts'
import { listActions } from '../paths.ts'
import { provideReleaseTree } from '../release-tree.ts'

/** What of the caller's environment an action may see: where GitHub is, proxies, certificates, and the machine's basics. */
const inherited =
  /^(PATH|HOME|USERPROFILE|SYSTEMROOT|TEMP|TMP|TMPDIR|LANG|TZ|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|(HTTPS?|NO|ALL)_PROXY|GITHUB_(API_URL|GRAPHQL_URL|SERVER_URL|REPOSITORY))$/i

function inheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && inherited.test(name) ? [[name, value]] : [],
    ),
  )
}

async function runLocally({ action, directory, base, head, inputs, json }: CommandLine): Promise<number> {
  const tree = await provideReleaseTree([action])
  const log = createLocalLog((text) => (json ? process.stderr : process.stdout).write(text))
  const result = await runActionProcess({
    directory: join(tree, action),
    inputs,
    environment: {
      ...inheritedEnvironment(),
      GITHUB_WORKSPACE: directory,
      ...(base !== undefined && { OPERATOR_BASE: base }),
      ...(head !== undefined && { OPERATOR_HEAD: head }),
    },
    onOutput: log.add,
  })
  log.end(result.outputs['summary'])
  if (result.report === undefined) {
    return /^::error::This is a defect/m.test(result.log) ? crashExitCode : usageExitCode
  }
  if (json) process.stdout.write(result.report)
  return exitCodes[reportSchema.parse(JSON.parse(result.report)).verdict]
}

/** Runs an action of this tree, whose name is the first argument. */
export async function runAction(
  args: readonly string[],
  startedIn: string,
  otherWords: readonly string[],
): Promise<number> {
  const actions = listActions().flatMap(({ name, kind }) => (kind === 'javascript' ? [name] : []))
  const parsed = parseCommandLine(args, startedIn, actions, otherWords)
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(usage(actions, otherWords))
      return 0
    case 'wrong':
      process.stderr.write(`${parsed.why}\n\n${usage(actions, otherWords)}`)
      return usageExitCode
    case 'run':
      return runLocally(parsed.commandLine)
  }
}
