import { timestamp, type World } from './world.ts'

/** Where a variable or a secret is kept: an environment's by its name. */
export type KeptAt = 'organization' | 'repository' | { readonly environment: string }

/** A variable or a secret of GitHub Actions. */
export interface Kept {
  readonly kind: 'variable' | 'secret'
  readonly at: KeptAt
  readonly name: string
  /** Of a secret it is never told. */
  readonly value: string
  readonly createdAt: string
}

export interface NewKept {
  readonly kind: Kept['kind']
  readonly at: KeptAt
  readonly name: string
  readonly value?: string
}

export function addKept(world: World, { kind, at, name, value = '' }: NewKept): Kept {
  const kept = { kind, at, name: name.toUpperCase(), value, createdAt: timestamp(world) }
  world.kept.push(kept)
  return kept
}

/** What is kept there, by name. GitHub compares the names of environments without case. */
export function keptAt(world: World, kind: Kept['kind'], at: KeptAt): readonly Kept[] {
  const place = (one: KeptAt) =>
    typeof one === 'string' ? one : `environment ${one.environment.toLowerCase()}`
  return world.kept
    .filter((kept) => kept.kind === kind && place(kept.at) === place(at))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}
