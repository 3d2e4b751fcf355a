/** `3.1 %`, `0.04 %`: two significant digits. */
export function formatShare(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`
}

/** `3.1x`. */
export function formatRatio(ratio: number): string {
  return `${Number(ratio.toPrecision(2))}x`
}

/** `12,034`: whole, with separators. */
export function formatCount(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `5m 15s`, `30m`, `24h`: to the second. */
export function formatSpan(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000)
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const
  const named = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`)
  return named.join(' ') || '0s'
}

/** `1 look`, `3 looks`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
