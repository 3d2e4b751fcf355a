import { type CheckOutcome, compareDetections, type Finding } from '@operator/report'
import type { EnvironmentSnapshot } from './snapshot.ts'

const id = 'security-baseline/environment'

/** Introduced exposures fail; what could not be read is unknown. */
export function evaluateEnvironment(snapshot: EnvironmentSnapshot): CheckOutcome[] {
  const findings = compareDetections(snapshot.head, snapshot.base)
  const evidence = [
    { fact: `${snapshot.files} files looked at`, source: 'git objects' },
    ...snapshot.unread.map(({ path, reason }) => ({
      fact: `${path} was not read: ${reason}`,
      source: 'git objects',
    })),
  ]
  const outcome = { id, evidence, findings }
  const introduced = findings.filter((finding) => finding.state === 'introduced' && finding.level === 'error')
  const [first] = introduced
  if (first !== undefined) {
    const message =
      introduced.length === 1
        ? 'One value that should stay on the server is exposed.'
        : `${introduced.length} values that should stay on the server are exposed.`
    return [{ ...outcome, status: 'fail', reason: { code: 'secret-exposed', message }, next: nextOf(first) }]
  }
  const [unread] = snapshot.unread
  if (unread !== undefined) {
    const message = `${unread.path} could not be read: ${unread.reason}.`
    const next = 'Look at the files that were not read yourself.'
    return [{ ...outcome, status: 'unknown', reason: { code: 'unread-files', message }, next }]
  }
  if (snapshot.files === 0) {
    const message = 'There is no source, configuration or environment file to look at.'
    return [{ ...outcome, status: 'not-applicable', reason: { code: 'no-files', message } }]
  }
  const message = 'No secret variable reaches clients, and no environment file with secrets was added.'
  return [{ ...outcome, status: 'pass', reason: { code: 'nothing-exposed', message } }]
}

/** The remedy, with where it belongs. */
function nextOf({ location, remedy }: Finding): string {
  return location === undefined ? remedy : `${location.path}:${location.line ?? 1}: ${remedy}`
}
