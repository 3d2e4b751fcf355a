import type { Detection, Finding } from './finding.ts'

/**
 * Gives each detection its state by comparing head with base as multisets of fingerprints:
 * a second copy of an existing finding is introduced, a moved one is existing, a vanished one is fixed.
 */
export function compareDetections(head: readonly Detection[], base: readonly Detection[]): Finding[] {
  const unmatched = new Map<string, Detection[]>()
  for (const detection of base) {
    const same = unmatched.get(detection.fingerprint)
    if (same) same.push(detection)
    else unmatched.set(detection.fingerprint, [detection])
  }
  const findings: Finding[] = head.map((detection) => ({
    ...detection,
    state: unmatched.get(detection.fingerprint)?.pop() ? 'existing' : 'introduced',
  }))
  for (const gone of unmatched.values()) {
    for (const detection of gone) findings.push({ ...detection, state: 'fixed' })
  }
  return findings
}
