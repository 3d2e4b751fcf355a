import type {
  ExpectationPolicy,
  HeaderValue,
  StepPolicy,
  UserPathPolicy,
  VersionSourcePolicy,
} from './policy.ts'
import { httpMethods } from './policy.ts'

export interface TargetStep {
  /** Upper case. */
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly expect: ExpectationPolicy
}

/** A user path with every address and header resolved. It holds secrets and is never logged or kept. */
export interface ProbeTarget {
  readonly name: string
  readonly steps: readonly [TargetStep, ...TargetStep[]]
}

export interface VersionTarget {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly part: { readonly kind: 'json' | 'header' | 'meta'; readonly name: string }
}

/** What cannot be resolved, said with what to do about it. */
export interface TargetProblem {
  readonly where: string
  readonly what: string
  readonly remedy: string
}

export type Resolved<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly TargetProblem[] }

/** Reads a variable of the job; what it returns is a secret. */
export type ReadVariable = (name: string) => string | undefined

export function resolvePath(
  path: UserPathPolicy,
  base: URL | undefined,
  readVariable: ReadVariable,
): Resolved<ProbeTarget> {
  const where = `watch.paths (${path.name})`
  const steps: readonly StepPolicy[] = path.steps ?? [{ get: path.url, expect: path.expect ?? {} }]
  const problems: TargetProblem[] = []
  const resolved: TargetStep[] = []
  for (const step of steps) {
    const method = httpMethods.find((candidate) => step[candidate] !== undefined) ?? 'get'
    const url = resolveUrl(step[method] ?? '/', base)
    const headers = resolveHeaders(step.headers ?? {}, readVariable)
    if (url === undefined) problems.push(noBase(where))
    problems.push(...headers.missing.map((name) => noVariable(where, name)))
    if (url === undefined) continue
    const isText = typeof step.body === 'string'
    const body = step.body === undefined || isText ? step.body : JSON.stringify(step.body)
    resolved.push({
      method: method.toUpperCase(),
      url,
      headers: {
        ...(body !== undefined && { 'content-type': isText ? 'text/plain' : 'application/json' }),
        ...headers.value,
      },
      body: typeof body === 'string' ? body : undefined,
      expect: step.expect,
    })
  }
  const [first, ...rest] = resolved
  if (problems.length > 0 || first === undefined) return { ok: false, problems }
  return { ok: true, value: { name: path.name, steps: [first, ...rest] } }
}

export function resolveVersion(
  source: VersionSourcePolicy,
  base: URL | undefined,
  readVariable: ReadVariable,
): Resolved<VersionTarget> {
  const where = 'watch.version'
  const url = resolveUrl(source.url, base)
  const headers = resolveHeaders(source.headers ?? {}, readVariable)
  const problems = [
    ...(url === undefined ? [noBase(where)] : []),
    ...headers.missing.map((name) => noVariable(where, name)),
  ]
  const part =
    source.json !== undefined
      ? ({ kind: 'json', name: source.json } as const)
      : source.header !== undefined
        ? ({ kind: 'header', name: source.header } as const)
        : ({ kind: 'meta', name: source.meta ?? '' } as const)
  if (url === undefined || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { url, headers: headers.value, part } }
}

/** An absolute address as it is; a path is joined to the base, whose own path stays in front. */
export function resolveUrl(target: string, base: URL | undefined): URL | undefined {
  if (!target.startsWith('/')) return new URL(target)
  return base === undefined ? undefined : new URL(base.pathname.replace(/(?<!\/)\/+$/, '') + target, base)
}

/** Fills in the job's variables. A missing one is a problem: without its secret a probe would test something else. */
export function resolveHeaders(
  headers: Readonly<Record<string, HeaderValue>>,
  readVariable: ReadVariable,
): { readonly value: Record<string, string>; readonly missing: readonly string[] } {
  const value: Record<string, string> = {}
  const missing: string[] = []
  for (const [name, given] of Object.entries(headers)) {
    const text = typeof given === 'string' ? given : readVariable(given.env)?.trim()
    if (text !== undefined && text !== '') value[name.toLowerCase()] = text
    else if (typeof given !== 'string') missing.push(given.env)
  }
  return { value, missing }
}

function noBase(where: string): TargetProblem {
  return {
    where,
    what: 'a path needs the address of the environment.',
    remedy: 'Give the input `url`, or set `environments.<name>.url` in the policy.',
  }
}

function noVariable(where: string, name: string): TargetProblem {
  return {
    where,
    what: `the environment variable ${name} is not set.`,
    remedy: `Pass it to the step: \`env: { ${name}: … }\`.`,
  }
}
