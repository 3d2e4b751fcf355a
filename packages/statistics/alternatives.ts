const smallest = 1.5
const largest = 20
const count = 20

/** How many times worse things may have become: a log grid that loses little against any factor in between. */
export const worseFactors: readonly number[] = Array.from(
  { length: count },
  (_, index) => smallest * (largest / smallest) ** (index / (count - 1)),
)
