/**
 * Visits every property of a parse tree, without recursion, so that a deeply nested statement cannot overflow the stack.
 */
export function walk(root: unknown, visit: (key: string, value: unknown) => void): void {
  const stack: unknown[] = [root]
  while (stack.length > 0) {
    const value = stack.pop()
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) {
      for (let index = value.length - 1; index >= 0; index -= 1) stack.push(value[index])
      continue
    }
    const entries = Object.entries(value)
    for (const [key, child] of entries) visit(key, child)
    for (const [, child] of entries.reverse()) stack.push(child)
  }
}
