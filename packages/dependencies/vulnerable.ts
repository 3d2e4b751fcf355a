import {
  type CheckOutcome,
  compareDetections,
  counted,
  type Detection,
  type Finding,
  type Level,
} from '@operator/report'
import { evidenceOf, incompleteAudit } from './audit-facts.ts'
import { problemDetection, toDetection } from './detection.ts'
import { type DependenciesPolicy, severityLevels } from './policy.ts'
import { bySeverity } from './severity-order.ts'
import type { DependenciesSnapshot, Side, Vulnerability } from './snapshot.ts'

const id = 'security-baseline/dependencies'

/** Introduced vulnerabilities of the gate's severity or worse fail; older ones are listed. */
export function evaluateVulnerable(snapshot: DependenciesSnapshot, policy: DependenciesPolicy): CheckOutcome {
  const detect = ({ vulnerabilities, problems }: Side): Detection[] => [
    ...vulnerabilities
      .filter((one) => !one.malicious)
      .sort(bySeverity)
      .map((one) => toDetection(one, levelOf(one, policy))),
    ...problems.map(problemDetection),
  ]
  const findings = compareDetections(detect(snapshot.head), detect(snapshot.base))
  const evidence = evidenceOf(snapshot)
  const blocking = findings.filter((finding) => finding.state === 'introduced' && finding.level === 'error')
  const [first] = blocking
  if (first !== undefined) {
    const what = `${counted(blocking.length, 'vulnerability', 'vulnerabilities')} of severity ${policy['fail-on']} or worse`
    const reason = snapshot.full
      ? { code: 'vulnerable-dependency', message: `${what} in the lockfiles.` }
      : { code: 'vulnerability-introduced', message: `${what} introduced.` }
    return { id, status: 'fail', reason, evidence, findings, next: first.remedy }
  }
  if (!snapshot.changed && snapshot.lockfiles.length > 0) {
    const message = `The change touches no dependency${existing(findings)}.`
    return { id, status: 'pass', reason: { code: 'dependencies-unchanged', message }, evidence, findings }
  }
  const none = `No vulnerability of severity ${policy['fail-on']} or worse`
  const message = snapshot.full
    ? `${none} is known in the lockfiles.`
    : `${none} was introduced${existing(findings)}.`
  return {
    id,
    findings,
    evidence,
    ...(incompleteAudit(snapshot) ?? {
      status: 'pass',
      reason: { code: snapshot.full ? 'none-known' : 'none-introduced', message },
    }),
  }
}

function levelOf(one: Vulnerability, policy: DependenciesPolicy): Level {
  if (!policy.development && one.package.scope === 'development') return 'note'
  const severity = one.severity === 'unknown' ? policy['unknown-severity'] : one.severity
  const gate = severityLevels.indexOf(policy['fail-on'])
  return severityLevels.indexOf(severity) >= gate ? 'error' : 'warning'
}

/** Old debt is said even where it does not block. */
function existing(findings: readonly Finding[]): string {
  const errors = findings.filter(
    (finding) => finding.state === 'existing' && finding.level === 'error',
  ).length
  return errors === 0 ? '' : `; ${errors} from before remain`
}
