import type { Check } from './check.ts'
import type { Finding } from './finding.ts'
import { composeReport, type Report } from './report.ts'

/** A finding for tests of renderings. */
export function sampleFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'sample-rule',
    level: 'error',
    message: 'A message.',
    remedy: 'Mend it.',
    location: { path: 'src/a.ts', line: 3 },
    fingerprint: 'f1',
    proof: 'static',
    state: 'introduced',
    ...overrides,
  }
}

/** A check for tests of renderings. */
export function sampleCheck(overrides: Partial<Check> = {}): Check {
  return {
    id: 'sample/check',
    title: 'A check',
    level: 'enforce',
    status: 'fail',
    reason: { code: 'sample', message: 'It failed.' },
    evidence: [],
    findings: [sampleFinding()],
    next: 'Do this next.',
    ...overrides,
  }
}

/** A report for tests of renderings. */
export function sampleReport(checks: readonly Check[] = [sampleCheck()]): Report {
  return composeReport({
    version: '0.0.0',
    action: 'sample',
    subject: {
      repository: { name: 'octo/demo' },
      service: 'default',
      mode: 'enforce',
      stage: 'pull-request',
      intent: 'release',
      head: 'a'.repeat(40),
      base: 'b'.repeat(40),
      baseMeaning: 'the merge base with main',
      tree: 'c'.repeat(40),
    },
    checks,
    validUntil: '2026-01-02T00:00:00.000Z',
    generatedAt: '2026-01-01T00:00:00.000Z',
    timings: { collect: 1_000 },
    apiCost: { rest: 1, graphqlPoints: 2 },
    sources: [],
    policy: { origin: 'default', digest: 'd', keys: [] },
  })
}
