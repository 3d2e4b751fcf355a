import type { CheckOutcome, Evidence } from '@operator/report'
import type { Ending } from '../state.ts'

export type Fact = Pick<Evidence, 'fact' | 'source'>

/** An outcome of the watch; it has evidence, and no findings in files. */
export function outcome(
  check: string,
  status: CheckOutcome['status'],
  code: string,
  message: string,
  facts: readonly Fact[],
  next?: string,
): CheckOutcome {
  return {
    id: `post-deploy-watch/${check}`,
    status,
    reason: { code, message },
    evidence: facts,
    findings: [],
    ...(next !== undefined && { next }),
  }
}

/** What a check says that found nothing wrong in a watch that did not last: too little to pass. */
export function cutShort(
  check: string,
  how: Exclude<Ending, 'watched'> | undefined,
  facts: readonly Fact[],
): CheckOutcome {
  switch (how) {
    case 'regressed':
      return outcome(
        check,
        'unknown',
        'stopped-at-regression',
        'Not watched to the end: something else regressed.',
        facts,
        'Watch the next deployment.',
      )
    case 'not-served':
      return outcome(
        check,
        'unknown',
        'version-not-served',
        'Not watched: the new version is not what is served.',
        facts,
        'Deploy again, then watch again.',
      )
    case 'superseded':
      return outcome(
        check,
        'unknown',
        'superseded',
        'Not watched to the end: another version was deployed meanwhile.',
        facts,
        'Watch the deployment that is live now.',
      )
    case 'cancelled':
    case undefined:
      return outcome(
        check,
        'unknown',
        'watch-interrupted',
        'Not watched to the end: the watch was stopped.',
        facts,
        'Watch again: what was not watched is not known to be healthy.',
      )
  }
}
