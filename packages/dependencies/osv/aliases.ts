/** Groups items that share an identifier, directly or through others, and keeps their order. */
export function groupByAlias<T>(items: readonly T[], idsOf: (item: T) => readonly string[]): T[][] {
  const groups: { readonly ids: Set<string>; readonly items: T[] }[] = []
  for (const item of items) {
    const ids = new Set(idsOf(item))
    const joined = groups.filter((group) => [...ids].some((id) => group.ids.has(id)))
    const [first] = joined
    if (first === undefined) {
      groups.push({ ids, items: [item] })
      continue
    }
    for (const group of joined.slice(1)) {
      for (const id of group.ids) first.ids.add(id)
      first.items.push(...group.items)
      groups.splice(groups.indexOf(group), 1)
    }
    for (const id of ids) first.ids.add(id)
    first.items.push(item)
  }
  return groups.map((group) => group.items)
}

/** Malware first, then GitHub's id, which people search for, then CVE, then the rest; each once. */
export function sortIds(ids: readonly string[]): string[] {
  const prefixes = ['MAL-', 'GHSA-', 'CVE-']
  const rank = (id: string) => {
    const index = prefixes.findIndex((prefix) => id.startsWith(prefix))
    return index < 0 ? prefixes.length : index
  }
  return [...new Set(ids)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}
