/** The line number of an offset. Growing offsets, as a search finds them, cost one pass over the text in all. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let position = 0
  return (offset) => {
    if (offset < position) {
      line = 1
      position = 0
    }
    for (
      let next = text.indexOf('\n', position);
      next >= 0 && next < offset;
      next = text.indexOf('\n', position)
    ) {
      line += 1
      position = next + 1
    }
    return line
  }
}
