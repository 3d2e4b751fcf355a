/** Headers of an answer, names in lower case. */
export type Headers = Readonly<Record<string, unknown>>

/** When the hour of a used-up budget ends (ISO 8601); undefined while some of it is left. */
export function endOfBudget(headers: Headers): string | undefined {
  const reset = Number(headers['x-ratelimit-reset'])
  if (String(headers['x-ratelimit-remaining']) !== '0' || !(reset > 0)) return undefined
  return new Date(reset * 1_000).toISOString()
}

/** When a refused request may be sent again. A secondary limit names its own time, or none. */
export function endOfLimit(headers: Headers, now: () => number): string | undefined {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return seconds >= 0 ? new Date(now() + seconds * 1_000).toISOString() : endOfBudget(headers)
}
