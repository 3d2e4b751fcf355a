import { UserError } from '@operator/host'
import { backtest } from './commands/backtest.ts'
import type { Command } from './commands/command.ts'
import { doctor } from './commands/doctor.ts'
import { runAction } from './commands/run-action.ts'
import { crashExitCode, usageExitCode } from './exit-code.ts'

/** The words that are no actions; one line each. */
const commands: readonly Command[] = [doctor, backtest]

async function main([word, ...rest]: readonly string[]): Promise<number> {
  // npm changes the folder to the project's and leaves the caller's in INIT_CWD.
  const startedIn = process.env['INIT_CWD'] ?? process.cwd()
  const command = commands.find(({ name }) => name === word)
  if (command === undefined) {
    return runAction(
      process.argv.slice(2),
      startedIn,
      commands.map(({ name }) => name),
    )
  }
  try {
    return await command.run(rest, startedIn)
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
