/** What a `uses:` names. */
export type Uses =
  | {
      readonly kind: 'repository'
      /** `owner/repository` in lower case: GitHub ignores case. */
      readonly slug: string
      readonly path: string
      readonly ref: string | undefined
    }
  | { readonly kind: 'docker'; readonly image: string }
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'unknown' }

export function parseUses(text: string): Uses {
  const value = text.trim()
  if (value.startsWith('docker://')) return { kind: 'docker', image: value.slice('docker://'.length) }
  if (value.startsWith('./') || value.startsWith('.\\') || value.startsWith('$/')) {
    return { kind: 'local', path: value.slice(2) }
  }
  const mark = value.indexOf('@')
  const name = mark === -1 ? value : value.slice(0, mark)
  const [owner = '', repository = '', ...path] = name.split('/')
  if (!/^[\w.-]+$/.test(owner) || !/^[\w.-]+$/.test(repository)) return { kind: 'unknown' }
  return {
    kind: 'repository',
    slug: `${owner}/${repository}`.toLowerCase(),
    path: path.join('/'),
    ref: mark === -1 ? undefined : value.slice(mark + 1),
  }
}

/** A full commit id; anything shorter or named can be moved. */
export function isCommitId(ref: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref)
}

export function isAction(text: string | undefined, slug: string): boolean {
  if (text === undefined) return false
  const uses = parseUses(text)
  return uses.kind === 'repository' && uses.slug === slug
}

/** What a `uses:` names without its version, so that an update of the same action is nothing new. */
export function nameOfUses(text: string): string {
  return text.trim().split('@', 1)[0]?.toLowerCase() ?? ''
}
