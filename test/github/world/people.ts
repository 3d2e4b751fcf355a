import type { World } from './world.ts'

export type Permission = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none'

export interface Person {
  readonly id: number
  readonly login: string
  readonly type: 'User' | 'Bot' | 'Organization'
  permission: Permission
  readonly email: string
}

export interface App {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly owner: string
  /** GitHub makes a check suite of such an app for every commit. */
  readonly writesChecks: boolean
}

export interface NewPerson {
  readonly login: string
  readonly permission?: Permission
  readonly type?: Person['type']
  /** Commits with this address belong to the person; default `<login>@example.com`. */
  readonly email?: string
}

/** GitHub's own app for workflows; the id is the real one, which required checks are pinned to. */
export const actionsApp: App = {
  id: 15_368,
  slug: 'github-actions',
  name: 'GitHub Actions',
  owner: 'github',
  writesChecks: false,
}

export function addPerson(world: World, person: NewPerson): Person {
  const added: Person = {
    id: world.nextId(),
    login: person.login,
    type: person.type ?? (person.login.endsWith('[bot]') ? 'Bot' : 'User'),
    permission: person.permission ?? (world.repository.isPrivate ? 'none' : 'read'),
    email: person.email ?? `${person.login}@example.com`,
  }
  world.people.set(added.login.toLowerCase(), added)
  return added
}

/** The person with this login; one that nobody added is known to GitHub but has no say in the repository. */
export function personOf(world: World, login: string): Person {
  return world.people.get(login.toLowerCase()) ?? addPerson(world, { login })
}

export interface NewApp {
  readonly slug: string
  readonly id?: number
  readonly name?: string
  /** Default: false. */
  readonly writesChecks?: boolean
}

export function addApp(world: World, { slug, id, name, writesChecks }: NewApp): App {
  const { owner } = world.repository
  const added = {
    id: id ?? world.nextId(),
    slug,
    name: name ?? slug,
    owner,
    writesChecks: writesChecks ?? false,
  }
  world.apps.set(slug, added)
  return added
}

export function appOf(world: World, slug: string): App {
  return world.apps.get(slug) ?? addApp(world, { slug })
}

/** The person whose address a commit carries, if GitHub can tell. */
export function personByEmail(world: World, email: string): Person | undefined {
  const noReply = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/.exec(email)?.[1]
  if (noReply !== undefined) return personOf(world, noReply)
  return [...world.people.values()].find((person) => person.email === email)
}
