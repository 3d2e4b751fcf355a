import type { Detection } from '@operator/report'

/** zizmor's own grammar: `# zizmor: ignore[rule, rule]`. */
const comment = /#\s{0,20}zizmor:\s{0,20}ignore\[([a-z, -]{1,500})\]/

/** The lines of a file that another tool's comment excuses, as `rule` + line text. */
function ignoredLines(text: string): Map<number, readonly string[]> {
  const found = new Map<number, readonly string[]>()
  for (const [index, line] of text.split('\n').entries()) {
    if (line.length > 10_000) continue
    const rules = comment.exec(line)?.[1]
    if (rules !== undefined)
      found.set(
        index + 1,
        rules.split(',').map((rule) => rule.trim()),
      )
  }
  return found
}

/**
 * Lowers detections that a comment on their line excuses, if the base has that same line:
 * a change cannot excuse what it brings.
 */
export function applyIgnores(
  detections: readonly Detection[],
  head: string,
  base: string | undefined,
): Detection[] {
  if (base === undefined) return [...detections]
  const ignored = ignoredLines(head)
  if (ignored.size === 0) return [...detections]
  const headLines = head.split('\n')
  const baseLines = new Set(base.split('\n').map((line) => line.trim()))
  return detections.map((detection) => {
    const line = detection.location?.line
    if (line === undefined || !ignored.get(line)?.includes(detection.ruleId)) return detection
    if (!baseLines.has((headLines[line - 1] ?? '').trim())) return detection
    return { ...detection, level: 'note', message: `${detection.message} (excused by a comment)` }
  })
}
