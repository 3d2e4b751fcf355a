import {
  type CheckOutcome,
  compareDetections,
  type Detection,
  type Finding,
  fingerprint,
  type Level,
} from '@operator/report'
import { type DependenciesPolicy, severityLevels } from './policy.ts'
import type { DependenciesSnapshot, Vulnerability } from './snapshot.ts'

/** Introduced vulnerabilities at the gate's severity fail; malicious packages fail whatever their age. */
export function evaluateDependencies(
  snapshot: DependenciesSnapshot,
  policy: DependenciesPolicy,
  now: Date,
): CheckOutcome[] {
  return [evaluateMalicious(snapshot), evaluateVulnerable(snapshot, policy, now)]
}

type Settled = Omit<CheckOutcome, 'id' | 'findings' | 'evidence'>

function evaluateMalicious(snapshot: DependenciesSnapshot): CheckOutcome {
  const id = 'security-baseline/malicious'
  const findings = compare(
    snapshot,
    (one) => one.malicious,
    () => 'error',
  )
  const present = findings.filter((finding) => finding.state !== 'fixed')
  const evidence = evidenceOf(snapshot)
  const [first] = present
  if (first !== undefined) {
    const reason = {
      code: 'malicious-package',
      message: `${present.length} known-malicious package version${present.length === 1 ? '' : 's'} in the lockfiles.`,
    }
    return { id, status: 'fail', reason, evidence, findings, next: first.remedy }
  }
  return {
    id,
    findings,
    evidence,
    ...(incomplete(snapshot) ?? {
      status: 'pass',
      reason: { code: 'none-malicious', message: 'No package version is known to be malicious.' },
    }),
  }
}

function evaluateVulnerable(
  snapshot: DependenciesSnapshot,
  policy: DependenciesPolicy,
  now: Date,
): CheckOutcome {
  const id = 'security-baseline/dependencies'
  const used = new Set<string>()
  const levelOf = (one: Vulnerability): Level => {
    const severity = one.severity === 'unknown' ? policy['unknown-severity'] : one.severity
    const excepted = policy.exceptions.find(
      (exception) =>
        one.ids.includes(exception.id) &&
        (exception.package === undefined || exception.package === one.package.name) &&
        Date.parse(exception.expires) >= now.getTime(),
    )
    if (excepted !== undefined) {
      used.add(excepted.id)
      return 'note'
    }
    if (!policy.development && one.package.scope === 'development') return 'note'
    const gate = severityLevels.indexOf(policy['fail-on'])
    return severityLevels.indexOf(severity) >= gate ? 'error' : 'warning'
  }
  const findings = [
    ...compare(snapshot, (one) => !one.malicious, levelOf),
    ...problemFindings(snapshot),
    ...exceptionFindings(policy, used, now),
  ]
  const evidence = evidenceOf(snapshot)
  const blocking = findings.filter((finding) => finding.state === 'introduced' && finding.level === 'error')
  const [first] = blocking
  if (first !== undefined) {
    const reason = {
      code: 'vulnerability-introduced',
      message: `${blocking.length} vulnerabilit${blocking.length === 1 ? 'y' : 'ies'} of severity ${policy['fail-on']} or worse introduced.`,
    }
    return { id, status: 'fail', reason, evidence, findings, next: first.remedy }
  }
  return {
    id,
    findings,
    evidence,
    ...(incomplete(snapshot) ?? {
      status: 'pass',
      reason: {
        code: 'none-introduced',
        message: `No vulnerability of severity ${policy['fail-on']} or worse was introduced.`,
      },
    }),
  }
}

/** Why the absence of findings proves nothing here. */
function incomplete(snapshot: DependenciesSnapshot): Settled | undefined {
  if (!snapshot.source.answered) {
    const message = `${snapshot.source.url} did not answer: ${snapshot.source.detail}.`
    return {
      status: 'unknown',
      reason: { code: 'source-unavailable', message },
      next: 'Run this again, or name a reachable source under security.dependencies.source.',
    }
  }
  const [first] = snapshot.unread.filter((one) => one.changed)
  if (first !== undefined) {
    return {
      status: 'unknown',
      reason: { code: 'unread-lockfile', message: `${first.path} was not audited: ${first.reason}.` },
      next: 'Commit a lockfile that can be read, or audit it by other means.',
    }
  }
  if (snapshot.unevaluated > 0) {
    return {
      status: 'unknown',
      reason: {
        code: 'not-evaluated',
        message: `${snapshot.unevaluated} packages belong to ecosystems whose versions cannot be compared yet.`,
      },
      next: 'Audit them by other means.',
    }
  }
  if (snapshot.lockfiles.length === 0 && snapshot.unread.length === 0) {
    return {
      status: 'not-applicable',
      reason: {
        code: 'no-lockfile',
        message: 'The repository has no lockfile and no manifest that needs one.',
      },
    }
  }
  return undefined
}

function compare(
  snapshot: DependenciesSnapshot,
  chosen: (one: Vulnerability) => boolean,
  levelOf: (one: Vulnerability) => Level,
): Finding[] {
  const detect = (all: readonly Vulnerability[]) =>
    all.filter(chosen).map((one) => detection(one, levelOf(one)))
  return compareDetections(detect(snapshot.head), detect(snapshot.base))
}

function detection(one: Vulnerability, level: Level): Detection {
  const { name, version, path, scope } = one.package
  const score = one.score === undefined ? one.severity : `${one.severity} ${one.score.toFixed(1)}`
  const why = path.length > 1 ? ` It is here through ${path.join(' → ')}.` : ''
  const aside = scope === 'development' ? ' (development only)' : ''
  return {
    ruleId: one.malicious ? 'malicious-package' : 'vulnerable-dependency',
    level,
    message: `${name} ${version}${aside}: ${one.ids[0] ?? ''} ${one.summary} (${score}).${why}`,
    location: { path: one.manifest, line: one.package.line },
    remedy: remedyOf(one),
    // The version is no part of it: a bump from one vulnerable version to the next introduces nothing.
    fingerprint: fingerprint(
      'dependency',
      one.package.ecosystem,
      name,
      one.manifest,
      scope,
      one.ids[0] ?? '',
    ),
    proof: 'proven',
  }
}

function remedyOf(one: Vulnerability): string {
  const { name, path } = one.package
  if (one.malicious) return `Remove ${name} now, and rotate every credential of machines that installed it.`
  if (one.fixed === undefined)
    return `No fixed version is known: replace ${name}, or except ${one.ids[0] ?? 'it'} with a reason and an end.`
  const root = path[0]
  const through = root !== undefined && root !== name ? ` by updating ${root}, or with an override` : ''
  return `Update ${name} to ${one.fixed}${through}.`
}

function problemFindings(snapshot: DependenciesSnapshot): Finding[] {
  return snapshot.problems.map(({ path, problem }) => ({
    ruleId: 'unpinned-dependency',
    level: 'note',
    message: `${problem.message}, so no advisory can be looked up for it.`,
    location: { path, line: problem.line },
    remedy: 'Pin a version of a registry where there is one.',
    fingerprint: fingerprint('unpinned-dependency', path, problem.message),
    state: 'existing',
    proof: 'static',
  }))
}

function exceptionFindings(policy: DependenciesPolicy, used: ReadonlySet<string>, now: Date): Finding[] {
  return policy.exceptions
    .filter((exception) => !used.has(exception.id))
    .map((exception) => {
      const expired = Date.parse(exception.expires) < now.getTime()
      return {
        ruleId: expired ? 'exception-expired' : 'exception-unused',
        level: 'warning',
        message: `The exception for ${exception.id} ${expired ? `ended on ${exception.expires}` : 'matches nothing'}.`,
        remedy: 'Remove it from the policy.',
        fingerprint: fingerprint('dependency-exception', exception.id),
        state: 'existing',
        proof: 'proven',
      }
    })
}

function evidenceOf(snapshot: DependenciesSnapshot): CheckOutcome['evidence'] {
  return [
    ...snapshot.lockfiles.map(({ path, packages }) => ({
      fact: `${path}: ${packages} packages`,
      source: 'git objects',
    })),
    {
      fact: `${snapshot.source.queries} package versions asked, ${snapshot.source.detail}`,
      source: snapshot.source.url,
    },
    ...snapshot.unread.map(({ path, reason }) => ({
      fact: `${path} was not audited: ${reason}`,
      source: 'git objects',
    })),
  ]
}
