/** True when this machine knows the zone. Offsets such as `+02:00` are none: they have no daylight saving rules. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
