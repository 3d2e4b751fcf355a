/** Lines added and removed between two texts. Lines that only moved count nothing; in linear time, whatever the texts. */
export function countChangedLines(before: string, after: string): number {
  const counts = new Map<string, number>()
  for (const line of linesOf(before)) counts.set(line, (counts.get(line) ?? 0) - 1)
  for (const line of linesOf(after)) counts.set(line, (counts.get(line) ?? 0) + 1)
  let changed = 0
  for (const count of counts.values()) changed += Math.abs(count)
  return changed
}

function linesOf(text: string): string[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
