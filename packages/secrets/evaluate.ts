import {
  type CheckOutcome,
  compareDetections,
  counted,
  type Finding,
  fingerprint,
  listed,
} from '@operator/report'
import type { SecretsPolicy } from './policy.ts'
import type { SecretsSnapshot } from './snapshot.ts'

const id = 'security-baseline/secrets'

/** Introduced credentials fail; what could not be read is unknown; old debt is listed. */
export function evaluateSecrets(snapshot: SecretsSnapshot, policy: SecretsPolicy, now: Date): CheckOutcome[] {
  const inTree: Finding[] = [
    ...compareDetections(snapshot.head, snapshot.base),
    ...snapshot.untouched.map((detection) => ({ ...detection, state: 'existing' as const })),
  ]
  const inHistory: Finding[] = snapshot.history.map(({ commit, detection }) => ({
    ...detection,
    message: `${detection.message} It is in commit ${commit.slice(0, 12)}, no longer in the tree, and leaked all the same.`,
    state: 'introduced',
  }))
  const { findings, used } = applyExceptions([...inTree, ...inHistory], policy, now)
  const all = [...findings, ...exceptionFindings(policy, used, now)]
  const evidence = [
    { fact: `${snapshot.files} files, ${snapshot.bytes} bytes scanned`, source: 'git objects' },
    ...snapshot.unread.map(({ path, reason }) => ({
      fact: `${path} was not read: ${reason}`,
      source: 'git objects',
    })),
  ]
  const outcome = { id, evidence, findings: all }
  const blocking = all.filter((finding) => finding.state === 'introduced' && finding.level === 'error')
  if (blocking.length > 0) {
    return [
      {
        ...outcome,
        status: 'fail',
        reason: {
          code: 'secret-introduced',
          message: `${counted(blocking.length, 'credential')} in the change.`,
        },
        next: blocking[0]?.remedy ?? 'Rotate the credential.',
      },
    ]
  }
  if (snapshot.unread.length > 0) {
    const names = snapshot.unread.map(({ path, reason }) => `${path} (${reason})`)
    return [
      {
        ...outcome,
        status: 'unknown',
        reason: {
          code: 'unread-files',
          message: `${counted(snapshot.unread.length, 'changed file')} could not be read: ${listed(names, 3)}.`,
        },
        next: 'Look at these files yourself, or keep them out of the repository.',
      },
    ]
  }
  if (!snapshot.historyComplete) {
    return [
      {
        ...outcome,
        status: 'unknown',
        reason: {
          code: 'history-incomplete',
          message: 'Not all commits of the change could be read: the clone is shallow, or they are too many.',
        },
        next: 'Check out with fetch-depth: 0, or split the change.',
      },
    ]
  }
  const likely = all.filter((finding) => finding.state === 'introduced' && finding.level === 'warning').length
  const message =
    likely === 0
      ? 'No credential was introduced.'
      : `No certain credential was introduced; ${likely} possible, see below.`
  return [{ ...outcome, status: 'pass', reason: { code: 'no-secret-introduced', message } }]
}

function applyExceptions(findings: readonly Finding[], policy: SecretsPolicy, now: Date) {
  const valid = new Map(
    policy.exceptions
      .filter(({ expires }) => !isExpired(expires, now))
      .map((exception) => [exception.id, exception]),
  )
  const used = new Set<string>()
  const judged = findings.map((finding): Finding => {
    const exception = valid.get(finding.fingerprint)
    if (exception === undefined) return finding
    used.add(exception.id)
    return {
      ...finding,
      level: 'note',
      message: `${finding.message} Excepted until ${exception.expires}: ${exception.reason}`,
    }
  })
  return { findings: judged, used }
}

function exceptionFindings(policy: SecretsPolicy, used: ReadonlySet<string>, now: Date): Finding[] {
  return policy.exceptions
    .filter((exception) => !used.has(exception.id))
    .map((exception) => {
      const expired = isExpired(exception.expires, now)
      return {
        ruleId: expired ? 'exception-expired' : 'exception-unused',
        level: 'warning',
        message: `The exception for ${exception.id} ${expired ? `ended on ${exception.expires}` : 'matches nothing'}.`,
        remedy: 'Remove it from the policy.',
        fingerprint: fingerprint('secret-exception', exception.id, exception.expires),
        state: 'existing',
        proof: 'proven',
      }
    })
}

/** An exception holds to the end of its last day, UTC. */
function isExpired(expires: string, now: Date): boolean {
  return now.getTime() >= Date.parse(`${expires}T00:00:00Z`) + 86_400_000
}
