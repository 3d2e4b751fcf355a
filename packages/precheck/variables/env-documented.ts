import { type CheckOutcome, type Evidence, type Finding, fingerprint } from '@operator/report'
import type { Fact } from '../fact.ts'
import { counted, fail, listed, pass, unanswered, unknown } from '../outcome.ts'
import { findEnvironment, type PrecheckRules } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'
import type { KeptFacts, NewVariable, VariablesFacts } from './facts.ts'
import { locateVariables } from './kept.ts'

const id = 'precheck/env-documented'

/**
 * A variable that is newly read must be written down where people look, or the next deployment starts without it; and where
 * GitHub keeps it and tells its name, it must be there. `kept` is undefined where nothing is deployed.
 */
export function evaluateEnvDocumented(
  facts: Fact<VariablesFacts>,
  kept: Fact<KeptFacts> | undefined,
  { environment }: Pick<SubjectFacts, 'environment'>,
  rules: Pick<PrecheckRules, 'environments'>,
): CheckOutcome {
  if (!facts.known) return unanswered(id, 'Which variables are read', facts)
  const { introduced, more, files, documents, unread, dynamic = [] } = facts.value
  const evidence = [
    { fact: `${counted(files, 'changed source file')} looked at`, source: 'git' },
    {
      fact: documents.length === 0 ? 'nothing documents variables' : `documented in ${listed(documents, 3)}`,
      source: 'git',
    },
  ]
  const notes = dynamic.map(toNote)
  const missing = introduced.filter(({ documented }) => !documented)
  const [first] = missing
  if (first !== undefined) {
    const place = documents.find((path) => /\.env/.test(path)) ?? '.env.example'
    const meant = first.near === undefined ? '' : ` (or is ${first.near} meant?)`
    return fail(
      id,
      'undocumented',
      `Newly read and not documented: ${listed(missing.map(({ name }) => name))}.${more === 0 ? '' : ` ${counted(more, 'more new variable')} not looked at.`}`,
      {
        evidence,
        findings: [...missing.map(toFinding), ...notes],
        next: `Add ${first.name} to ${place}${meant}, and set it where this is deployed.`,
      },
    )
  }
  if (more > 0) {
    return unknown(id, 'too-many', `${counted(more, 'new variable')} more than could be looked at.`, {
      evidence,
      findings: notes,
      next: 'Ship in smaller steps, or look at them yourself.',
    })
  }
  if (unread.length > 0) {
    return unknown(id, 'unread-files', `Not read: ${listed(unread)}.`, {
      evidence,
      findings: notes,
      next: 'Look at these files yourself.',
    })
  }
  if (introduced.length === 0) {
    const unnamed =
      dynamic.length === 0
        ? ''
        : ` ${counted(dynamic.length, 'place')} newly read by a name that only a run knows.`
    return pass(
      id,
      'nothing-new',
      `${counted(files, 'changed source file')} read no new variable.${unnamed}`,
      {
        evidence,
        findings: notes,
      },
    )
  }
  const names = listed(introduced.map(({ name }) => name))
  if (kept === undefined || environment === undefined) {
    return pass(id, 'documented', `Newly read and documented: ${names}.`, { evidence, findings: notes })
  }
  return judgeKept(introduced, kept, environment, rules, evidence, notes)
}

/** They are documented; now whether they are there. */
function judgeKept(
  introduced: readonly NewVariable[],
  kept: Fact<KeptFacts>,
  environment: string,
  rules: Pick<PrecheckRules, 'environments'>,
  evidence: readonly Evidence[],
  findings: readonly Finding[],
): CheckOutcome {
  const isAllAtGitHub = findEnvironment(rules, environment)?.variables === 'github'
  const { found, missing, untold, why } = locateVariables(introduced, kept, environment, isAllAtGitHub)
  const [first] = missing
  const told = [
    ...evidence,
    ...(kept.known
      ? [
          {
            fact: `GitHub keeps ${kept.value.environment.length} names for ${environment}, and ${kept.value.shared.length} for all`,
            source: 'GitHub environments',
          },
        ]
      : []),
  ]
  if (first !== undefined) {
    const { variable, near } = first
    const meant = near === undefined ? '' : ` (or is ${near} meant, which is there?)`
    return fail(
      id,
      'not-in-environment',
      `Not among the variables and secrets of ${environment}: ${listed(missing.map((one) => one.variable.name))}.`,
      {
        evidence: told,
        findings,
        next: `Add ${variable.name} to the environment ${environment} on GitHub${meant}.`,
      },
    )
  }
  if (!kept.known && isAllAtGitHub) {
    return unknown(id, 'cannot-verify', `Cannot verify that ${environment} has ${listed(untold)}: ${why}`, {
      evidence: told,
      findings,
      next: 'Give a token that may read environments, variables and secrets, or look at them yourself.',
    })
  }
  const names = listed(introduced.map(({ name }) => name))
  const there = found.length === 0 ? '' : ` ${environment} has ${listed(found)}.`
  const cannot =
    untold.length === 0
      ? ''
      : ` Cannot verify that ${environment} has ${listed(untold)}: ${why.replace(/\.$/, '')}.`
  return pass(id, 'documented', `Newly read and documented: ${names}.${there}${cannot}`, {
    evidence: told,
    findings,
  })
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

function toNote({ path, line }: { readonly path: string; readonly line: number }): Finding {
  return {
    ruleId: 'dynamic-variable',
    level: 'note',
    message: 'Which variable is read here cannot be told.',
    location: { path, line },
    remedy: 'Document the variables that it may be.',
    fingerprint: fingerprint(id, 'dynamic', path, String(line)),
    proof: 'static',
    state: 'introduced',
  }
}
