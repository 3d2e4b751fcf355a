const coefficients = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln Γ(x) for x > 0: Lanczos's approximation with g = 7, n = 9 (Godfrey); relative error below 1e-13. */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`The logarithm of the gamma function is not computed for ${x}.`)
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  const base = shifted + 7.5
  let sum = coefficients[0] ?? 0
  for (let index = 1; index < coefficients.length; index += 1) {
    sum += (coefficients[index] ?? 0) / (shifted + index)
  }
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum)
}

/** ln B(a, b). */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}
