import { type CheckOutcome, compareDetections } from '@operator/report'
import type { EnvironmentSnapshot } from './snapshot.ts'

const id = 'security-baseline/environment'

/** Introduced exposures fail; what could not be read is unknown. */
export function evaluateEnvironment(snapshot: EnvironmentSnapshot): CheckOutcome[] {
  const findings = compareDetections(snapshot.head, snapshot.base)
  const evidence = [{ fact: `${snapshot.files} files looked at`, source: 'git objects' }]
  const introduced = findings.filter((finding) => finding.state === 'introduced' && finding.level === 'error')
  const [first] = introduced
  if (first !== undefined) {
    const message = `${introduced.length} variable${introduced.length === 1 ? '' : 's'} or files expose what should stay on the server.`
    return [
      {
        id,
        status: 'fail',
        reason: { code: 'secret-exposed', message },
        evidence,
        findings,
        next: first.remedy,
      },
    ]
  }
  if (snapshot.unread.length > 0) {
    const message = `${snapshot.unread
      .map(({ path }) => path)
      .slice(0, 3)
      .join(', ')} could not be read.`
    return [
      {
        id,
        status: 'unknown',
        reason: { code: 'unread-files', message },
        evidence,
        findings,
        next: 'Look at these files yourself.',
      },
    ]
  }
  const message = 'No secret variable reaches clients, and no environment file with values was added.'
  return [{ id, status: 'pass', reason: { code: 'nothing-exposed', message }, evidence, findings }]
}
