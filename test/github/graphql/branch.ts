import { nodeId } from '../shapes/address.ts'
import { type Rule, type Ruleset, rulesFor } from '../world/branches.ts'
import { commitNode } from './commit.ts'
import { type ConnectionArguments, connection } from './connection.ts'
import type { Viewer } from './context.ts'

/** GitHub's `Ref`, of a branch. */
export function branchNode(viewer: Viewer, name: string, sha: string) {
  const { world } = viewer
  return {
    __typename: 'Ref',
    id: nodeId('Ref', name),
    name,
    prefix: 'refs/heads/',
    target: () => commitNode(viewer, sha),
    refUpdateRule: () => updateRule(viewer, name),
    rules: (args: ConnectionArguments) =>
      connection(
        rulesFor(world, name).map(({ ruleset, rule }) => ruleNode(ruleset, rule)),
        args,
      ),
  }
}

/** GitHub's `Ref`, outside of branches. */
export function refNode(viewer: Viewer, prefix: string, name: string, sha: string) {
  if (prefix === 'refs/heads/') return branchNode(viewer, name, sha)
  return {
    __typename: 'Ref',
    id: nodeId('Ref', `${prefix}${name}`),
    name,
    prefix,
    target: () => commitNode(viewer, sha),
  }
}

/** What classic protection asks of a push, as anybody with read access may see it. */
function updateRule({ world }: Viewer, branch: string) {
  const protection = world.branches.protections.find((candidate) => candidate.branch === branch)
  if (protection === undefined) return null
  return {
    pattern: protection.branch,
    requiredStatusCheckContexts: protection.checks.map(({ context }) => context),
    requiredApprovingReviewCount: protection.requiredApprovals === 0 ? null : protection.requiredApprovals,
    requiresCodeOwnerReviews: protection.requiresCodeOwners,
    requiresConversationResolution: protection.requiresResolvedConversations,
    requiresSignatures: false,
    requiresLinearHistory: false,
    allowsDeletions: false,
    allowsForcePushes: false,
    blocksCreations: false,
    viewerAllowedToDismissReviews: false,
    viewerCanPush: true,
  }
}

function ruleNode(ruleset: Ruleset, rule: Rule) {
  return {
    __typename: 'RepositoryRule',
    id: nodeId('RepositoryRule', `${ruleset.id}:${rule.type}`),
    type: rule.type.toUpperCase(),
    parameters: parametersNode(rule),
    repositoryRuleset: {
      id: nodeId('RepositoryRuleset', ruleset.id),
      databaseId: ruleset.id,
      name: ruleset.name,
      enforcement: ruleset.enforcement.toUpperCase(),
      target: 'BRANCH',
    },
  }
}

/** Rule type to the GraphQL type of its parameters; a rule without parameters has null. */
const parameterTypes: Readonly<Record<string, string>> = {
  required_status_checks: 'RequiredStatusChecksParameters',
  pull_request: 'PullRequestParameters',
  required_deployments: 'RequiredDeploymentsParameters',
  workflows: 'WorkflowsParameters',
  merge_queue: 'MergeQueueParameters',
}

function parametersNode(rule: Rule) {
  const type = parameterTypes[rule.type]
  if (type === undefined) return null
  const fields = camelKeys(rule.parameters ?? {})
  return typeof fields === 'object' && fields !== null ? { __typename: type, ...fields } : null
}

/** The same parameters are in snake case in REST and in camel case here. */
function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys)
  if (value === null || typeof value !== 'object') return value
  const camel = (key: string) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), camelKeys(inner)]))
}
