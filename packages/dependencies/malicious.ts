import { type CheckOutcome, compareDetections, counted } from '@operator/report'
import { evidenceOf, incompleteAudit, unknownOrigin } from './audit-facts.ts'
import { toDetection } from './detection.ts'
import type { DependenciesSnapshot, Side } from './snapshot.ts'

const id = 'security-baseline/malicious'

/** A package version that is known to be malicious fails whatever its age: it runs on every machine that installs it. */
export function evaluateMalicious(snapshot: DependenciesSnapshot): CheckOutcome {
  const detect = ({ vulnerabilities }: Side) =>
    vulnerabilities.filter((one) => one.malicious).map((one) => toDetection(one, 'error'))
  const findings = compareDetections(detect(snapshot.head), detect(snapshot.base))
  const evidence = evidenceOf(snapshot)
  const present = findings.filter((finding) => finding.state !== 'fixed')
  const [first] = present
  if (first !== undefined) {
    const message = `${counted(present.length, 'known-malicious package version')} in the lockfiles.`
    const reason = { code: 'malicious-package', message }
    return { id, status: 'fail', reason, evidence, findings, next: first.remedy }
  }
  const message = 'No package version is known to be malicious.'
  return {
    id,
    findings,
    evidence,
    ...(unanswered(snapshot) ?? { status: 'pass', reason: { code: 'none-malicious', message } }),
  }
}

/** A package of unknown origin matters also where no lockfile is read. */
function unanswered(snapshot: DependenciesSnapshot): ReturnType<typeof incompleteAudit> {
  const incomplete = incompleteAudit(snapshot)
  return incomplete?.status === 'unknown' ? incomplete : (unknownOrigin(snapshot) ?? incomplete)
}
