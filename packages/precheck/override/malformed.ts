import { type CheckOutcome, type Finding, fingerprint } from '@operator/report'
import type { EscalationFacts } from '../escalation/facts.ts'

const grammar = {
  approve: '/operator approve <check> <fingerprint>',
  override: '/operator override <check> <commit> until <YYYY-MM-DD> because <reason>',
} as const

/** So many are shown; anybody may write such a line. */
const shown = 5

/** Lines that meant to be a command, and commands about a check that there is not: told, because their writers think that they count. */
export function tellMalformed(
  outcome: CheckOutcome,
  { commands }: EscalationFacts,
  known: readonly string[],
): CheckOutcome {
  const given = commands.known ? commands.value.given : []
  const findings = given.flatMap(({ command, author, on, url }): Finding[] => {
    const mistake =
      command.kind === 'malformed'
        ? { verb: command.verb, why: command.why }
        : command.check.startsWith('precheck/') && !known.includes(command.check)
          ? { verb: command.kind, why: 'there is no such check' }
          : undefined
    if (mistake === undefined) return []
    return [
      {
        ruleId: 'command-malformed',
        level: 'note',
        message: `The command of ${author?.login ?? 'a deleted account'} on #${on} counts for nothing: ${mistake.why}.`,
        remedy: `Write it anew: ${grammar[mistake.verb]}`,
        fingerprint: fingerprint('command', mistake.verb, mistake.why, url),
        state: 'introduced',
        proof: 'proven',
      },
    ]
  })
  return findings.length === 0
    ? outcome
    : { ...outcome, findings: [...outcome.findings, ...findings.slice(0, shown)] }
}
