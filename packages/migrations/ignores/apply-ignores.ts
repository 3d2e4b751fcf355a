import type { Evidence, Finding } from '@operator/report'
import type { IgnoreComment } from './find-ignores.ts'

/** Why a comment does not lower a finding; undefined where it does. */
function objection(comment: IgnoreComment, { level, proof }: Finding): string | undefined {
  if (comment.rules.length === 0) return 'it names no rule'
  if (comment.reason === undefined) return 'it gives no reason'
  if (proof === 'proven') return 'this was measured'
  if (comment.merged) return undefined
  if (level === 'error') return 'a change cannot excuse an error that it brings'
  return comment.tool === 'operator' ? undefined : 'the change itself brings it'
}

/** Lowers what a comment excuses, and says at each other finding of its statement why it does not. */
export function applyIgnores(findings: readonly Finding[], comments: readonly IgnoreComment[]): Finding[] {
  return findings.map((finding) => {
    const about = comments.filter((comment) => isAbout(comment, finding))
    const [comment] = about
    if (comment === undefined) return finding
    const excuse = about.find((one) => objection(one, finding) === undefined)
    if (excuse !== undefined) {
      const message = `${finding.message} Excused by the ${name(excuse)} on line ${excuse.line}: ${excuse.reason}.`
      return { ...finding, level: 'note', message }
    }
    const why = objection(comment, finding)
    return {
      ...finding,
      message: `${finding.message} The ${name(comment)} on line ${comment.line} does not count: ${why}.`,
    }
  })
}

function isAbout({ path, from, to, rules }: IgnoreComment, { location, ruleId }: Finding): boolean {
  const line = location?.line ?? 0
  return (
    location?.path === path && line >= from && line <= to && (rules.length === 0 || rules.includes(ruleId))
  )
}

/** Every comment is shown, whether anything was found there or not. */
export function describeIgnores(
  comments: readonly IgnoreComment[],
  findings: readonly Finding[],
): Evidence[] {
  return comments.map((comment) => {
    const rules = comment.named.length === 0 ? 'all rules' : comment.named.join(', ')
    const about = findings.filter((finding) => isAbout(comment, finding))
    const [first] = about
    const effect =
      first === undefined ? 'nothing was found there' : (objection(comment, first) ?? 'it counts')
    return {
      fact: `${comment.path}:${comment.line}: ${name(comment)} of ${rules}: ${effect}`,
      source: 'ignore comment',
    }
  })
}

function name({ tool }: IgnoreComment): string {
  return `ignore comment ${tool === 'operator' ? '(operator:ignore)' : `for ${tool}`}`
}
