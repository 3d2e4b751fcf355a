import { findFenced, flowingContexts, parseExpression, renderPath } from './expression.ts'
import type { Step, WorkflowFile } from './file.ts'
import { changesFiles, gitSubcommands } from './git-subcommands.ts'
import { isAction } from './uses.ts'
import { at, entriesOf, scalarsIn, textOf } from './value.ts'

/** Events that run with the base's secrets on account of what an outsider did. */
const privileged = [
  'pull_request_target',
  'workflow_run',
  'issue_comment',
  'issues',
  'discussion',
  'discussion_comment',
  'fork',
  'watch',
]

export function isPrivileged(file: WorkflowFile): boolean {
  return privileged.some((event) => file.triggers.has(event))
}

const headContext =
  /^github\.(head_ref|event\.(number|issue\.number|\*|pull_request\.(\*|number|merge_commit_sha|head(\..*)?)|workflow_run\.(\*|head_.*|pull_requests.*)|client_payload.*|inputs.*))$/

/** True when a text names the outsider's commit, branch or repository. */
function namesHead(text: string): boolean {
  if (/refs\/(remotes\/)?pull\//.test(text) || /\bpull\/[^/\s]+\/(head|merge)\b/.test(text)) return true
  return findFenced(text).found.some((fence) => {
    const parsed = parseExpression(fence.source)
    return (
      parsed.kind === 'unparsable' ||
      flowingContexts(parsed.tree).some((path) => headContext.test(renderPath(path)))
    )
  })
}

const trustedRef =
  /^(github\.(sha|base_ref|ref|ref_name|event\.repository\.default_branch|event\.pull_request\.base\..*))$/

/** A checkout of something else than the base: the head, or what cannot be told. */
export function checksOutForeign(step: Step): 'head' | 'unclear' | undefined {
  if (isAction(step.uses?.text, 'actions/checkout')) {
    const inputs = ['ref', 'repository'].flatMap((name) => textOf(step.body, 'with', name) ?? [])
    if (inputs.some(namesHead)) return 'head'
    return inputs.some((text) => !isTrusted(text)) ? 'unclear' : undefined
  }
  if (step.run === undefined) return undefined
  const text = step.run.text
  if (/\bgh\s+pr\s+(checkout|co)\b/.test(text)) return 'head'
  if (!gitSubcommands(text).some((name) => changesFiles.has(name))) return undefined
  const all = [text, ...[...scalarsIn(at(step.body, 'env'))].map(({ scalar }) => scalar.text)]
  return all.some(namesHead) || /FETCH_HEAD/.test(text) ? 'head' : undefined
}

function isTrusted(text: string): boolean {
  return findFenced(text).found.every((fence) => {
    const parsed = parseExpression(fence.source)
    if (parsed.kind === 'unparsable') return false
    return flowingContexts(parsed.tree).every((path) => {
      const name = renderPath(path)
      return trustedRef.test(name) || /^github\.(repository|repository_owner)$/.test(name)
    })
  })
}

/** True when a third-party action is handed the head, so that it may check it out. */
export function handsOverHead(step: Step): boolean {
  if (step.uses === undefined || isAction(step.uses.text, 'actions/checkout')) return false
  return entriesOf(at(step.body, 'with')).some(({ value }) =>
    [...scalarsIn(value)].some(({ scalar }) => namesHead(scalar.text)),
  )
}
