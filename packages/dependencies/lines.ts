/** Where a JSON key stands; the key is looked for from a position, so that equal keys are found in order. */
export function keyOffset(text: string, key: string, from = 0): number {
  const found = text.indexOf(`${JSON.stringify(key)}:`, from)
  return found >= 0 ? found : Math.max(0, text.indexOf(JSON.stringify(key), from))
}

/** The first line of every YAML key at an indentation; 1 for a key that is written in another way. */
export function keyLines(text: string, indentation: number): (key: string) => number {
  const lines = new Map<string, number>()
  const pattern = new RegExp(`^ {${indentation}}(?! )(?:"([^"]+)"|'([^']+)'|(\\S.*?)):(?: |$)`)
  text.split('\n').forEach((raw, index) => {
    const [, double, single, plain] = pattern.exec(raw.replace(/\r$/, '')) ?? []
    const key = double ?? single ?? plain
    if (key !== undefined && !lines.has(key)) lines.set(key, index + 1)
  })
  return (key) => lines.get(key) ?? 1
}
