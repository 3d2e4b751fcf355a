import { type CheckOutcome, type Finding, fingerprint } from '@operator/report'
import type { Fact } from '../fact.ts'
import { fail, listed, many, pass, unanswered, unknown } from '../outcome.ts'
import type { NewVariable, VariablesFacts } from './facts.ts'

const id = 'precheck/env-documented'

/** A variable that the code newly reads must be written down where people look, or the next deployment starts without it. */
export function evaluateEnvDocumented(facts: Fact<VariablesFacts>): CheckOutcome {
  if (!facts.known) return unanswered(id, 'Which variables are read', facts)
  const { introduced, more, files, documents, unread } = facts.value
  const evidence = [
    { fact: `${many(files, 'changed source file')} looked at`, source: 'git' },
    {
      fact: documents.length === 0 ? 'nothing documents variables' : `documented in ${listed(documents, 3)}`,
      source: 'git',
    },
  ]
  const missing = introduced.filter(({ documented }) => !documented)
  const [first] = missing
  if (first !== undefined) {
    const place = documents.find((path) => /\.env/.test(path)) ?? '.env.example'
    const meant = first.near === undefined ? '' : ` (or is ${first.near} meant?)`
    return fail(
      id,
      'undocumented',
      `Newly read and not documented: ${listed(missing.map(({ name }) => name))}.${more === 0 ? '' : ` ${many(more, 'more new variable')} not looked at.`}`,
      {
        evidence,
        findings: missing.map(toFinding),
        next: `Add ${first.name} to ${place}${meant}, and set it where this is deployed.`,
      },
    )
  }
  if (more > 0) {
    return unknown(id, 'too-many', `${many(more, 'new variable')} more than could be looked at.`, {
      evidence,
      next: 'Ship in smaller steps, or look at them yourself.',
    })
  }
  if (unread.length > 0) {
    return unknown(id, 'unread-files', `Not read: ${listed(unread)}.`, {
      evidence,
      next: 'Look at these files yourself.',
    })
  }
  if (introduced.length === 0) {
    return pass(id, 'nothing-new', `${many(files, 'changed source file')} read no new variable.`, {
      evidence,
    })
  }
  const names = listed(introduced.map(({ name }) => name))
  return pass(id, 'documented', `Newly read and documented: ${names}.`, { evidence })
}

function toFinding({ name, path, line, near }: NewVariable): Finding {
  return {
    ruleId: 'undocumented-variable',
    level: 'warning',
    message: `${name} is read here for the first time and documented nowhere.${near === undefined ? '' : ` ${near} is documented.`}`,
    location: { path, line },
    remedy:
      near === undefined ? `Add ${name} to .env.example.` : `Read ${near}, or add ${name} to .env.example.`,
    fingerprint: fingerprint(id, name, path),
    proof: 'static',
    state: 'introduced',
  }
}
