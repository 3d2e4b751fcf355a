import type { PrometheusTarget } from './metrics/prometheus.ts'
import type { UserPathPolicy, WatchPolicy } from './policy.ts'
import {
  type ProbeTarget,
  type ReadVariable,
  type Resolved,
  resolveHeaders,
  resolvePath,
  resolveVersion,
  type TargetProblem,
  type VersionTarget,
} from './target.ts'

/** Everything that is asked, by name, with every address and header resolved. It holds secrets. */
export interface WatchTargets {
  readonly paths: ReadonlyMap<string, ProbeTarget>
  readonly metrics: ReadonlyMap<string, PrometheusTarget>
  readonly version: VersionTarget | undefined
}

/** What is looked at when the policy names no path: the environment's own address. */
const front: UserPathPolicy = { name: 'home', url: '/' }

/** Resolves what the policy wants watched; every problem at once. */
export function resolveTargets(
  policy: WatchPolicy,
  base: URL | undefined,
  readVariable: ReadVariable,
): Resolved<WatchTargets> {
  const problems: TargetProblem[] = []
  const take = <T>(resolved: Resolved<T>): T | undefined => {
    if (resolved.ok) return resolved.value
    problems.push(...resolved.problems)
    return undefined
  }
  const named = policy.paths.length > 0 || base === undefined ? policy.paths : [front]
  const paths = named.flatMap((path) => take(resolvePath(path, base, readVariable)) ?? [])
  const version = policy.version && take(resolveVersion(policy.version, base, readVariable))
  const metrics = policy.metrics.flatMap(({ name, prometheus }): [string, PrometheusTarget][] => {
    const { value, missing } = resolveHeaders(prometheus.headers ?? {}, readVariable)
    problems.push(
      ...missing.map((variable) => ({
        where: `watch.metrics (${name})`,
        what: `the environment variable ${variable} is not set.`,
        remedy: `Pass it to the step: \`env: { ${variable}: … }\`.`,
      })),
    )
    const { url, bad, total } = prometheus
    return [[name, { base: new URL(url), bad, total, headers: value }]]
  })
  problems.push(...repeatedNames('watch.paths', named), ...repeatedNames('watch.metrics', policy.metrics))
  if (problems.length > 0) return { ok: false, problems }
  if (paths.length === 0 && metrics.length === 0) return { ok: false, problems: [nothingToWatch] }
  return {
    ok: true,
    value: { paths: new Map(paths.map((path) => [path.name, path])), metrics: new Map(metrics), version },
  }
}

const nothingToWatch: TargetProblem = {
  where: 'input url',
  what: 'there is nothing to watch.',
  remedy: 'Give the input `url`, or set `environments.<name>.url` or `watch.metrics` in the policy.',
}

function repeatedNames(where: string, named: readonly { readonly name: string }[]): TargetProblem[] {
  const repeated = new Set(
    named.map(({ name }) => name).filter((name, index, names) => names.indexOf(name) !== index),
  )
  return [...repeated].map((name) => ({
    where,
    what: `the name ${JSON.stringify(name)} is used twice.`,
    remedy: 'Give each its own name.',
  }))
}
