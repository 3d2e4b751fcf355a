import type { CostChange } from '@operator/cost'
import { type CheckOutcome, type Evidence, type Finding, fingerprint } from '@operator/report'
import type { Fact } from '../fact.ts'
import { ask, counted, listed, notApplicable, pass, unanswered, unknown } from '../outcome.ts'
import type { CostFacts } from './facts.ts'

const id = 'precheck/cost-impact'

/** What makes the bill grow, and what nobody can tell, is for a person; ceilings count as much as what runs now. */
export function evaluateCostImpact(facts: Fact<CostFacts>): CheckOutcome {
  if (!facts.known) return unanswered(id, 'What the change pays for', facts)
  const { growing, rest, falling, compared, unread } = facts.value
  const evidence = evidenceOf(facts.value)
  const findings = [...growing.map(toFinding), ...restOf(facts.value), ...estimateOf(facts.value)]
  const estimated = estimateRises(facts.value)
  const total = growing.length + (rest?.changes ?? 0)
  if (unread.length > 0) {
    const names = listed(
      unread.map(({ path, problem }) => `${path} ${problem}`.slice(0, 200)),
      3,
    )
    const beside = total === 0 ? '' : ` ${counted(total, 'other change')} may cost more.`
    return unknown(id, 'unread-files', `What these files pay for is not known: ${names}.${beside}`, {
      evidence,
      findings,
      next: `Mend ${unread[0]?.path ?? 'the file'}, or have its cost looked at and name it in precheck.cost.ignore.`,
    })
  }
  if (total > 0) {
    const rising = growing.filter(({ direction }) => direction === 'rise')
    const shown = rising.length > 0 ? rising : growing
    const verb = rising.length > 0 ? 'It raises what is paid for' : 'Nobody can tell what it does to the bill'
    const endless = growing.filter(({ bounded }) => bounded === false).map(({ resource }) => resource)
    const without =
      endless.length === 0 ? '' : ` Without budget alert, limit or time to live: ${listed(endless, 3)}.`
    const others = total - Math.min(shown.length, 3)
    return ask(
      id,
      rising.length > 0 ? 'cost-grows' : 'cost-unclear',
      `${verb}: ${shown.slice(0, 3).map(describe).join('; ')}${others > 0 ? ` and ${others} more` : ''}.${without}`,
      { evidence, findings, next: nextFor(endless) },
    )
  }
  if (estimated !== undefined) {
    return ask(id, 'estimate-rises', `The estimate rises by ${estimated} a month.`, {
      evidence,
      findings,
      next: nextFor([]),
    })
  }
  if (compared.length === 0) {
    return notApplicable(id, 'no-infrastructure', 'It changes no file that says what is paid for.', {
      evidence,
    })
  }
  const smaller = falling === 0 ? '' : `, ${counted(falling, 'thing')} cost less`
  return pass(id, 'nothing-grows', `Nothing that is paid for grows${smaller}.`, { evidence })
}

function nextFor(endless: readonly string[]): string {
  const [first] = endless
  const who = 'have somebody who answers for the bill approve it'
  if (first === undefined) return `${who.charAt(0).toUpperCase()}${who.slice(1)}, or make it smaller.`
  return `Add a budget alert, a limit or a time to live to ${first}, and ${who}.`
}

function evidenceOf({ compared, ignored, plans, estimate }: CostFacts): Evidence[] {
  const count = compared.reduce((sum, { files }) => sum + files, 0)
  const kinds = listed(compared.map(({ format }) => format))
  const written = [...plans, ...(estimate === undefined ? [] : [estimate.file])]
  return [
    {
      fact: `${counted(count, 'infrastructure file')} compared${kinds === '' ? '' : ` (${kinds})`}`,
      source: 'git',
    },
    ...(ignored === 0
      ? []
      : [{ fact: `${counted(ignored, 'changed file')} left out by precheck.cost.ignore`, source: 'policy' }]),
    ...written.map(({ path, believed, reason }) => ({
      fact: `${path} ${believed ? 'counts' : 'does not count'}: ${reason}`,
      source: 'a step before this one',
    })),
    ...(estimate?.difference === undefined
      ? []
      : [
          {
            fact: `estimated difference: ${money(estimate.difference, estimate.currency)} a month`,
            source: estimate.file.path,
          },
        ]),
  ]
}

function estimateRises({ estimate }: CostFacts): string | undefined {
  if (estimate?.difference === undefined || estimate.difference <= 0) return undefined
  return money(estimate.difference, estimate.currency)
}

function money(amount: number, currency = 'USD'): string {
  return `${amount.toFixed(2)} ${currency}`
}

function describe({ resource, attribute, from, to, direction, what, reason, path }: CostChange): string {
  if (what === 'file') return `${path}${reason === undefined ? '' : ` (${reason})`}`
  if (what === 'attribute') return `${resource}: ${attribute} ${from ?? 'unset'} → ${to ?? 'unset'}`
  if (what === 'scaler') return `${resource}: ${reason ?? `autoscaling with ${to ?? 'what was there'}`}`
  if (what === 'limit') return `${resource} was removed`
  const details =
    to === undefined || to === 'there' ? '' : ` (${from === undefined ? to : `${from} → ${to}`})`
  return direction === 'rise' ? `${resource}${from === undefined ? ' is new' : ''}${details}` : resource
}

function toFinding(change: CostChange): Finding {
  const { direction, what, resource, attribute = '', path, line, bounded, reason = '', digest } = change
  return {
    ruleId: ruleOf(change),
    level: 'warning',
    message: `${describe(change)}${what !== 'file' && what !== 'scaler' && reason !== '' ? ` (${reason})` : ''}.${bounded === false ? ' Nothing bounds what it can cost.' : ''}`,
    location: { path, ...(line !== undefined && { line }) },
    remedy:
      bounded === false
        ? 'Bound it (a limit, a time to live, a budget alert), and have a person approve it.'
        : direction === 'rise'
          ? 'Have a person approve it, or make it smaller.'
          : 'Have a person say what it does to the bill.',
    fingerprint: fingerprint(id, path, resource, attribute, digest),
    proof: 'static',
    state: 'introduced',
  }
}

/** Whoever says yes to the list says yes to what is not on it, and to no other. */
function restOf({ rest }: CostFacts): Finding[] {
  return rest === undefined
    ? []
    : [plain('cost-unclear', `${counted(rest.changes, 'more change')} may cost more.`, rest.digest)]
}

function estimateOf(facts: CostFacts): Finding[] {
  const rise = estimateRises(facts)
  return rise === undefined ? [] : [plain('cost-estimated', `The estimate rises by ${rise} a month.`, rise)]
}

function plain(ruleId: string, message: string, digest: string): Finding {
  return {
    ruleId,
    level: 'warning',
    message,
    remedy: 'Have a person approve it.',
    fingerprint: fingerprint(id, ruleId, digest),
    proof: 'static',
    state: 'introduced',
  }
}

function ruleOf({ direction, what }: CostChange): string {
  if (direction === 'unclear') return 'cost-unclear'
  switch (what) {
    case 'resource':
      return 'cost-new-resource'
    case 'limit':
      return 'cost-limit-removed'
    default:
      return 'cost-raised'
  }
}
