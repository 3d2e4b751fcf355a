import { UserError } from '@operator/host'
import type { Command } from './commands/command.ts'
import { runAction } from './commands/run-action.ts'
import { crashExitCode, usageExitCode } from './exit-code.ts'

/** The words that are no actions; one line each. Only the one that is meant is loaded. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  backtest: async () => (await import('./commands/backtest.ts')).backtest,
}

async function main(args: readonly string[]): Promise<number> {
  // npm changes the folder to the project's and leaves the caller's in INIT_CWD.
  const startedIn = process.env['INIT_CWD'] ?? process.cwd()
  const [word = '', ...rest] = args
  const load = Object.hasOwn(commands, word) ? commands[word] : undefined
  if (load === undefined) return runAction(args, startedIn, Object.keys(commands))
  try {
    const command = await load()
    return await command(rest, startedIn)
  } catch (error) {
    if (error instanceof UserError) {
      process.stderr.write(`${error.message}\n`)
      return usageExitCode
    }
    const stack = error instanceof Error ? error.stack : String(error)
    process.stderr.write(`This is a defect of Operator; please report it with this text.\n${stack}\n`)
    return crashExitCode
  }
}

process.exitCode = await main(process.argv.slice(2))
