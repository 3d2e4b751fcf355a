/**
 * A dense Aho–Corasick automaton over bytes, ASCII case folded: one table look-up per byte whatever the number of keywords.
 * A table of 256 columns per state costs 1 KiB per state and keeps the inner loop free of a class look-up.
 */
export interface Automaton {
  /** Calls `onHit` with the keyword's index and the offset after its last byte, in order of offsets. */
  readonly scan: (bytes: Uint8Array, onHit: (keyword: number, end: number) => void) => void
}

const columns = 256

export function buildAutomaton(keywords: readonly string[]): Automaton {
  const capacity = keywords.reduce((sum, keyword) => sum + keyword.length, 1)
  const next = new Int32Array(capacity * columns).fill(-1)
  const outputs: number[][] = [[]]
  let states = 1
  keywords.forEach((keyword, index) => {
    let state = 0
    for (const byte of Buffer.from(keyword.toLowerCase(), 'latin1')) {
      const slot = state * columns + byte
      if ((next[slot] ?? -1) < 0) {
        next[slot] = states
        outputs[states] = []
        states += 1
      }
      state = next[slot] ?? 0
    }
    outputs[state]?.push(index)
  })
  completeTransitions(next, outputs, states)
  const table = next.slice(0, states * columns)
  for (let state = 0; state < states; state += 1) {
    for (let byte = 65; byte <= 90; byte += 1) {
      table[state * columns + byte] = table[state * columns + byte + 32] ?? 0
    }
  }
  const hasOutput = Uint8Array.from(outputs, (output) => (output.length > 0 ? 1 : 0))
  return {
    scan(bytes, onHit) {
      let state = 0
      for (let offset = 0; offset < bytes.length; offset += 1) {
        state = table[state * columns + (bytes[offset] ?? 0)] ?? 0
        if (hasOutput[state] === 1) for (const keyword of outputs[state] ?? []) onHit(keyword, offset + 1)
      }
    },
  }
}

/** Turns the trie into a complete automaton, breadth first: a missing edge is the one of the longest proper suffix. */
function completeTransitions(next: Int32Array, outputs: number[][], states: number): void {
  const suffix = new Int32Array(states)
  const queue: number[] = []
  for (let byte = 0; byte < columns; byte += 1) {
    const child = next[byte] ?? -1
    if (child < 0) next[byte] = 0
    else queue.push(child)
  }
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0
    const fallback = suffix[state] ?? 0
    outputs[state]?.push(...(outputs[fallback] ?? []))
    for (let byte = 0; byte < columns; byte += 1) {
      const slot = state * columns + byte
      const child = next[slot] ?? -1
      const inherited = next[fallback * columns + byte] ?? 0
      if (child < 0) next[slot] = inherited
      else {
        suffix[child] = inherited
        queue.push(child)
      }
    }
  }
}
