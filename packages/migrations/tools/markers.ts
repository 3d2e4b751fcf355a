/** The lines of a file between marker lines. */
export interface MarkedPart {
  readonly marker: RegExpExecArray
  readonly text: string
  /** 1-based line of the first line after the marker. */
  readonly firstLine: number
}

/** Cuts a file at the lines that match; what stands before the first marker belongs to none. Linear in the text. */
export function cutAtMarkers(text: string, pattern: RegExp): MarkedPart[] {
  const parts: { marker: RegExpExecArray; lines: string[]; firstLine: number }[] = []
  text.split('\n').forEach((line, index) => {
    // No marker line is longer than this; a pattern never sees a 10 MB line.
    const marker = line.length > 500 ? null : pattern.exec(line)
    if (marker) parts.push({ marker, lines: [], firstLine: index + 2 })
    else parts.at(-1)?.lines.push(line)
  })
  return parts.map(({ marker, lines, firstLine }) => ({ marker, text: lines.join('\n'), firstLine }))
}
