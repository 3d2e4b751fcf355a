/** Cookies of one run of a user path: kept by host, sent back to that host only, gone afterwards. */
export class CookieJar {
  readonly #byHost = new Map<string, Map<string, string>>()

  /** Takes over `Set-Cookie` lines; an expired one removes the cookie. */
  take(url: URL, lines: readonly string[]): void {
    const cookies = this.#byHost.get(url.host) ?? new Map<string, string>()
    this.#byHost.set(url.host, cookies)
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';')
      const separator = pair.indexOf('=')
      if (separator <= 0) continue
      const name = pair.slice(0, separator).trim()
      if (attributes.some((attribute) => /^\s*max-age\s*=\s*(0|-\d+)\s*$/i.test(attribute)))
        cookies.delete(name)
      else cookies.set(name, pair.slice(separator + 1).trim())
    }
  }

  /** The `Cookie` header for an address, undefined for none. */
  headerFor(url: URL): string | undefined {
    const cookies = this.#byHost.get(url.host)
    if (cookies === undefined || cookies.size === 0) return undefined
    return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}
