import { type CheckId, type Finding, fingerprint, type Question } from '@operator/report'

/** A check asks no more at once: the line that answers it must be short enough to be told whole. */
const maxQuestions = 10

/** What a question is about, beside what the check found. */
export interface Content {
  readonly service: string
  readonly environment: string | undefined
  /** The tree that ships. */
  readonly tree: string
  /** The blobs of changed files, by path. */
  readonly blobs: ReadonlyMap<string, string>
}

/** A question, with every fingerprint under which a yes answers it. */
export interface Asked {
  readonly question: Question
  readonly accepts: readonly string[]
  /** The files that it is about; none: all of the change. */
  readonly paths: readonly string[]
}

export interface Asking {
  readonly check: CheckId
  readonly code: string
  readonly findings: readonly Finding[]
  /** Files that it is about, where no finding names one. */
  readonly paths?: readonly string[]
  /** The fingerprints under which another action has asked it already. */
  readonly shown?: readonly string[] | undefined
}

/**
 * What a check asks people: one question for each file that its findings name, so that a yes given in a pull request still
 * counts when it ships together with others. A question is its content: check, findings and blobs, never a commit or a time.
 */
export function questionsOf(
  { check, code, findings, paths = [], shown = [] }: Asking,
  content: Content,
): Asked[] {
  if (shown.length > 0) {
    const what = nameOf(paths)
    return shown.map((one) => ({ question: { check, fingerprint: one, what }, accepts: [one], paths }))
  }
  const introduced = findings.filter(({ state }) => state === 'introduced')
  const groups = Map.groupBy(introduced, ({ location }) => location?.path)
  if (groups.size === 0 || groups.size > maxQuestions || groups.has(undefined)) {
    const named = [...new Set([...paths, ...introduced.flatMap(({ location }) => location?.path ?? [])])]
    const what = nameOf(named)
    const parts = introduced.map((one) => one.fingerprint)
    const isWhole = named.length === 0 || groups.has(undefined)
    return [
      ask(check, what, [...blobsOf(named, content), code, ...parts.sort()], content, isWhole ? [] : named),
    ]
  }
  return [...groups].map(([path = '', found]) =>
    ask(check, path, [...blobsOf([path], content), ...found.map((one) => one.fingerprint).sort()], content, [
      path,
    ]),
  )
}

function nameOf([first, ...rest]: readonly string[]): string {
  if (first === undefined) return 'this change'
  return rest.length === 0 ? first : `${rest.length + 1} files`
}

/** A file whose blob is not known stands for the whole tree: then nothing at all may have changed. */
function blobsOf(paths: readonly string[], { blobs, tree }: Content): string[] {
  if (paths.length === 0) return [tree]
  return [...paths].sort().flatMap((path) => [path, blobs.get(path) ?? tree])
}

/** What was approved where no environment was named, on a pull request, was approved for each of them. */
function ask(
  check: CheckId,
  what: string,
  parts: readonly string[],
  content: Content,
  paths: readonly string[],
): Asked {
  const { service, environment } = content
  const anywhere = fingerprint('question', check, service, 'anywhere', ...parts)
  const own =
    environment === undefined
      ? anywhere
      : fingerprint('question', check, service, 'in', environment.toLowerCase(), ...parts)
  return { question: { check, fingerprint: own, what }, accepts: [...new Set([own, anywhere])], paths }
}
