import { editDistance } from '@operator/report'

/** Longer words are never suggested, nor suggested for: the distance takes time with the product of both lengths. */
const longest = 64

/** The candidate closest to a misspelt word, when it is close enough to be meant. */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined
  if (word.length > longest) return undefined
  for (const candidate of candidates.filter(({ length }) => length <= longest)) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (
      distance <= Math.max(1, Math.floor(candidate.length / 2.5)) &&
      distance < (best?.distance ?? Infinity)
    ) {
      best = { candidate, distance }
    }
  }
  return best?.candidate
}
