/** Maps UTF-8 byte offsets of one text to 1-based lines and columns (UTF-16 code units) in O(log lines). */
export interface LineIndex {
  place(byteOffset: number): { readonly line: number; readonly column: number }
}

export function indexLines(bytes: Buffer): LineIndex {
  const starts = [0]
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) starts.push(at + 1)
  return {
    place(byteOffset) {
      let low = 0
      let high = starts.length - 1
      while (low < high) {
        const middle = (low + high + 1) >> 1
        if ((starts[middle] ?? 0) <= byteOffset) low = middle
        else high = middle - 1
      }
      const start = starts[low] ?? 0
      // A column inside a 10 MB line is nobody's place to look at.
      const column = byteOffset - start > 10_000 ? 1 : bytes.toString('utf8', start, byteOffset).length + 1
      return { line: low + 1, column }
    },
  }
}
