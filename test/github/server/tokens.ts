import { randomBytes } from 'node:crypto'
import { appOf, type Person, personOf } from '../world/people.ts'
import type { World } from '../world/world.ts'

export const scopes = [
  'actions',
  'administration',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  // Names of variables and secrets: an app or a person may be given these, a workflow's own token never.
  'environments',
  'issues',
  'metadata',
  'packages',
  'pages',
  'pull-requests',
  'secrets',
  'security-events',
  'statuses',
  'variables',
] as const
export type Scope = (typeof scopes)[number]
export type Access = 'read' | 'write'
export type Permissions = Readonly<Partial<Record<Scope, Access | 'none'>>>

export interface TokenOptions {
  /** As under `permissions:` in a workflow; what is not named is not granted. Default: none but metadata. */
  readonly permissions?: Permissions | 'read-all' | 'write-all'
  /** Login behind the token; default the workflow's bot. A person's token does no more than the person may. */
  readonly actor?: string
  /** The run of a pull request from a fork: every permission is read at most. */
  readonly fork?: boolean
  /** A run that Dependabot started: read at most, as for a fork. */
  readonly dependabot?: boolean
  /** What the token belongs to: this repository, or another one, to which this one is invisible. */
  readonly repository?: string
}

export interface Token {
  readonly actor: string
  /** Slug of the app; null for a person's own token. */
  readonly app: string | null
  readonly permissions: ReadonlyMap<Scope, Access>
  readonly canSeeRepository: boolean
}

export interface TokenStore {
  mint(options: TokenOptions): string
  find(authorization: string | undefined): Token | 'none' | 'unknown'
}

export function createTokens(world: World): TokenStore {
  const tokens = new Map<string, Token>()
  return {
    mint(options) {
      const text = `stand-in-${randomBytes(12).toString('hex')}`
      tokens.set(text, describeToken(world, options))
      return text
    },
    find(authorization) {
      if (authorization === undefined || authorization === '') return 'none'
      const [, given = ''] = /^(?:bearer|token)\s+(.+)$/i.exec(authorization) ?? []
      return tokens.get(given) ?? 'unknown'
    },
  }
}

function describeToken(world: World, options: TokenOptions): Token {
  const person = personOf(world, options.actor ?? 'github-actions[bot]')
  const isCapped = options.fork === true || options.dependabot === true
  const permissions = new Map<Scope, Access>([['metadata', 'read']])
  for (const [scope, access] of granted(options.permissions ?? {})) {
    if (access === 'none') continue
    permissions.set(scope, isCapped || !mayWrite(person, scope) ? 'read' : access)
  }
  const own = `${world.repository.owner}/${world.repository.name}`
  const isOwn = (options.repository ?? own).toLowerCase() === own.toLowerCase()
  return {
    actor: person.login,
    app: person.type === 'Bot' ? appOf(world, person.login.replace(/\[bot\]$/, '')).slug : null,
    permissions,
    canSeeRepository: isOwn && (person.type === 'Bot' || person.permission !== 'none'),
  }
}

/** A person's token can do no more than the person; who may read may still open issues and comment. */
function mayWrite({ type, permission }: Person, scope: Scope): boolean {
  if (type === 'Bot') return true
  if (permission === 'read' || permission === 'triage') return scope === 'issues' || scope === 'pull-requests'
  return permission !== 'none'
}

function granted(
  permissions: NonNullable<TokenOptions['permissions']>,
): readonly (readonly [Scope, Access | 'none'])[] {
  if (typeof permissions === 'string') {
    // `administration` can be given to no workflow token.
    const access = permissions === 'read-all' ? 'read' : 'write'
    return scopes.filter((scope) => scope !== 'administration').map((scope) => [scope, access])
  }
  return scopes.flatMap((scope) => {
    const access = permissions[scope]
    return access === undefined ? [] : [[scope, access]]
  })
}

/** Write includes read. */
export function allows(permissions: ReadonlyMap<Scope, Access>, scope: Scope, access: Access): boolean {
  const held = permissions.get(scope)
  return held === 'write' || held === access
}
