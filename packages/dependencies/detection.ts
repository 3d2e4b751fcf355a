import { type Detection, fingerprint, type Level } from '@operator/report'
import { remedyOf } from './remedy.ts'
import type { ProblemIn, Vulnerability } from './snapshot.ts'

/** A vulnerable package version; its rule is the advisory, under the id by which people look it up. */
export function toDetection(one: Vulnerability, level: Level): Detection {
  const { ecosystem, name, version, path, scope, line } = one.package
  const [id = 'advisory', ...others] = one.ids
  const score = one.score === undefined ? one.severity : `${one.severity} ${one.score.toFixed(1)}`
  const cve = others.find((other) => other.startsWith('CVE-'))
  const facts = [
    one.severity === 'unknown' ? 'severity unknown' : score,
    ...(cve === undefined ? [] : [cve]),
    ...(scope === 'development' ? ['development only'] : []),
  ]
  const through = path.length > 1 ? ` It is here through ${path.join(' → ')}.` : ''
  return {
    ruleId: id,
    level,
    message: `${name} ${version}: ${one.summary.replace(/\.$/, '') || id} (${facts.join(', ')}).${through}`,
    location: { path: one.manifest, line },
    remedy: remedyOf(one),
    // The version is no part of it: a bump from one vulnerable version to the next introduces nothing.
    fingerprint: fingerprint('dependency', ecosystem, name, one.manifest, scope, id),
    proof: 'proven',
  }
}

/** A dependency that no advisory can be looked up for. */
export function problemDetection({ path, problem }: ProblemIn): Detection {
  const elsewhere = problem.kind !== 'unresolved'
  return {
    ruleId: elsewhere ? 'dependency-from-elsewhere' : 'unpinned-dependency',
    level: 'warning',
    message: `${problem.message}, so no advisory can be looked up for it.`,
    location: { path, line: problem.line },
    remedy: elsewhere ? 'Use a published version where there is one.' : 'Pin an exact version.',
    fingerprint: fingerprint('dependency-problem', path, problem.kind, problem.name, problem.message),
    proof: 'static',
  }
}
