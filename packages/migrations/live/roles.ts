import type { Catalog, CatalogObject } from '@operator/rehearsal'

/** Who owns everything in a rehearsal. */
const rehearsalOwner = 'postgres'

/** Privileges as PostgreSQL writes them: `grantee=privileges/grantor`, names quoted where they must be. */
const entry = /^("(?:[^"]|"")*"|[^=]*)=([^/]*)\/(.*)$/

/**
 * The live catalog as it would read if its migrations had run as the rehearsal's role: whoever owns most of what that role owns in
 * the rehearsal ran them. What somebody else owns keeps its owner, and so differs.
 */
export function renameOwner(live: Catalog, expected: Catalog): Catalog {
  const owner = findOwner(live, expected)
  return Object.fromEntries(
    Object.entries(live).map(([kind, objects]) => [
      kind,
      objects.map((object) => {
        // Up to 14 this schema belongs to whoever made the server, and in the rehearsal to its role.
        const its = kind === 'schema' && object.name === 'public' ? ownerOf(object) : owner
        return its === undefined || its === rehearsalOwner || its === 'pg_database_owner'
          ? object
          : renameIn(kind, object, its)
      }),
    ]),
  )
}

function renameIn(kind: string, { name, alias, definition }: CatalogObject, owner: string): CatalogObject {
  const rename = (one: string) => (unquote(one) === owner ? rehearsalOwner : one)
  if (kind === 'default privilege') {
    const [role = '', ...rest] = name.split(' ')
    return {
      name: [rename(role), ...rest].join(' '),
      alias,
      definition: renamePrivileges(definition, rename),
    }
  }
  const parts = definition.split(' | ').map((part) => {
    if (part === `owner ${owner}`) return `owner ${rehearsalOwner}`
    return part.startsWith('privileges ')
      ? `privileges ${renamePrivileges(part.slice('privileges '.length), rename)}`
      : part
  })
  return { name, alias, definition: parts.join(' | ') }
}

function renamePrivileges(text: string, rename: (name: string) => string): string {
  return text
    .split(',')
    .map((item) => {
      const [, grantee, privileges, grantor] = entry.exec(item) ?? []
      return grantee === undefined || grantor === undefined
        ? item
        : `${rename(grantee)}=${privileges}/${rename(grantor)}`
    })
    .join(',')
}

function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name
}

function findOwner(live: Catalog, expected: Catalog): string | undefined {
  const ours = new Set(
    (expected['relation'] ?? [])
      .filter((object) => ownerOf(object) === rehearsalOwner)
      .map(({ name }) => name),
  )
  const votes = new Map<string, number>()
  for (const object of live['relation'] ?? []) {
    const owner = ownerOf(object)
    if (owner !== undefined && ours.has(object.name)) votes.set(owner, (votes.get(owner) ?? 0) + 1)
  }
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0]
}

function ownerOf({ definition }: CatalogObject): string | undefined {
  return definition
    .split(' | ')
    .find((part) => part.startsWith('owner '))
    ?.slice('owner '.length)
}
