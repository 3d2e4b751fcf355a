/** A seeded generator for the simulations in the tests: uniform on (0, 1). Mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 4294967296
  }
}

/** Knuth's product for small means, sums of parts for larger ones: exact, and fast enough for a test. */
export function poisson(random: () => number, mean: number): number {
  if (mean > 200) return poisson(random, mean / 2) + poisson(random, mean / 2)
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > limit; product *= random()) count += 1
  return count
}

/** Marsaglia and Tsang for shape ≥ 1; mean shape × scale. */
export function gamma(random: () => number, shape: number, scale: number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + c * normal) ** 3
    if (v > 0 && Math.log(random()) < 0.5 * normal ** 2 + d - d * v + d * Math.log(v)) return d * v * scale
  }
}
