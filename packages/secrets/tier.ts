import { isPlaceholder } from './placeholder.ts'
import { entropy } from './randomness.ts'
import type { Tier } from './rule.ts'

/** For formats that leave no doubt by themselves, but stand in documentation too. */
export function strongUnlessPlaceholder(secret: string): Tier {
  return isPlaceholder(secret) || entropy(secret) < 3 ? 'placeholder' : 'strong'
}
