import type { World } from './world.ts'

export interface Rule {
  /** As in REST: `required_status_checks`, `pull_request`, … */
  readonly type: string
  readonly parameters?: Readonly<Record<string, unknown>>
}

export interface Ruleset {
  readonly id: number
  readonly name: string
  readonly enforcement: 'active' | 'evaluate' | 'disabled'
  readonly source: 'Repository' | 'Organization'
  /** Branch names, patterns with `*`, `~DEFAULT_BRANCH` or `~ALL`. */
  readonly branches: readonly string[]
  readonly rules: readonly Rule[]
}

/** Classic branch protection, of which a token without administration sees only the required checks. */
export interface Protection {
  readonly branch: string
  readonly checks: readonly { readonly context: string; readonly appId: number | null }[]
  readonly enforcement: 'off' | 'non_admins' | 'everyone'
  readonly requiredApprovals: number
  readonly requiresCodeOwners: boolean
  readonly requiresResolvedConversations: boolean
}

export interface MergeQueueEntry {
  readonly branch: string
  readonly pullRequest: number
  readonly headSha: string
  readonly baseSha: string
}

export interface Branches {
  readonly rulesets: Ruleset[]
  readonly protections: Protection[]
  readonly queue: MergeQueueEntry[]
}

export interface NewRuleset {
  readonly name?: string
  readonly enforcement?: Ruleset['enforcement']
  readonly source?: Ruleset['source']
  readonly branches?: readonly string[]
  readonly rules: readonly Rule[]
}

export interface NewProtection {
  readonly branch: string
  /** A name alone is a check of any app. */
  readonly checks?: readonly (string | { readonly context: string; readonly appId: number | null })[]
  readonly enforcement?: Protection['enforcement']
  readonly requiredApprovals?: number
  readonly requiresCodeOwners?: boolean
  readonly requiresResolvedConversations?: boolean
}

export function addRuleset(world: World, ruleset: NewRuleset): Ruleset {
  const added: Ruleset = {
    id: world.nextId(),
    name: ruleset.name ?? 'ruleset',
    enforcement: ruleset.enforcement ?? 'active',
    source: ruleset.source ?? 'Repository',
    branches: ruleset.branches ?? ['~DEFAULT_BRANCH'],
    rules: ruleset.rules.map(withDefaults),
  }
  world.branches.rulesets.push(added)
  return added
}

export function protectBranch(world: World, protection: NewProtection): Protection {
  const added: Protection = {
    branch: protection.branch,
    checks: (protection.checks ?? []).map((check) =>
      typeof check === 'string' ? { context: check, appId: null } : check,
    ),
    enforcement: protection.enforcement ?? 'non_admins',
    requiredApprovals: protection.requiredApprovals ?? 0,
    requiresCodeOwners: protection.requiresCodeOwners ?? false,
    requiresResolvedConversations: protection.requiresResolvedConversations ?? false,
  }
  world.branches.protections.push(added)
  return added
}

export function queuePullRequest(world: World, entry: MergeQueueEntry): void {
  world.branches.queue.push(entry)
}

/** Active rules that apply to a branch, which need not exist. */
export function rulesFor(
  world: World,
  branch: string,
): readonly { readonly ruleset: Ruleset; readonly rule: Rule }[] {
  return world.branches.rulesets
    .filter(
      (ruleset) =>
        ruleset.enforcement === 'active' &&
        ruleset.branches.some((pattern) => matches(world, pattern, branch)),
    )
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })))
}

function matches(world: World, pattern: string, branch: string): boolean {
  if (pattern === '~ALL') return true
  if (pattern === '~DEFAULT_BRANCH') return branch === world.repository.defaultBranch
  const name = pattern.replace(/^refs\/heads\//, '')
  const expression = name
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*/g, '\0')
    .replace(/\*/g, '[^/]*')
    .replaceAll('\0', '.*')
  return new RegExp(`^${expression}$`).test(branch)
}

/** What GitHub fills in where a ruleset does not say. */
const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  pull_request: {
    allowed_merge_methods: ['merge', 'squash', 'rebase'],
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: 0,
    required_review_thread_resolution: false,
  },
  required_status_checks: {
    strict_required_status_checks_policy: false,
    do_not_enforce_on_create: false,
    required_status_checks: [],
  },
}

function withDefaults(rule: Rule): Rule {
  const usual = defaults[rule.type]
  return usual === undefined ? rule : { ...rule, parameters: { ...usual, ...rule.parameters } }
}
