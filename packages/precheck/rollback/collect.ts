import type { Repository, TreeEntry } from '@operator/git'
import type { WorkflowDescription } from '@operator/workflows'
import { readTextFiles } from '../changes/text-files.ts'
import { readSections } from '../markdown/sections.ts'
import type { RollbackFacts, RunbookFacts } from './facts.ts'
import { mayBeMigration } from './migration-paths.ts'

const runbookFile =
  /(?:^|\/)(?:rollback|roll-back|runbook)[^/]*\.(?:md|adoc|rst|txt)$|(?:^|\/)(?:runbooks?|playbooks?|docs|ops)\/(?:.*\/)?[^/]*(?:rollback|roll-back)[^/]*\.(?:md|adoc|rst|txt)$/i

export interface RollbackRequest {
  readonly repository: Repository
  readonly tree: readonly TreeEntry[]
  readonly changed: readonly string[]
  readonly workflows: readonly WorkflowDescription[]
  /** Paths that the pull requests' texts name, whether they exist or not. */
  readonly mentions: readonly string[]
  /** The document that the policy names. */
  readonly runbook: string | undefined
}

/** Finds at head what a rollback could be executed with. */
export async function collectRollback(request: RollbackRequest): Promise<RollbackFacts> {
  const { repository, tree, changed, workflows, mentions, runbook } = request
  const dispatchable = workflows
    .filter(({ events }) => events.includes('workflow_dispatch'))
    .map(({ path }) => path)
  const documents = tree.filter(({ path }) => path === runbook || runbookFile.test(path)).slice(0, 20)
  const { files, unread } = await readTextFiles(repository, documents)
  const paths = new Set(tree.map(({ path }) => path))
  const byName = new Map(dispatchable.map((path) => [path.slice(path.lastIndexOf('/') + 1), path]))
  const named = mentions.flatMap((mention) => (paths.has(mention) ? [mention] : (byName.get(mention) ?? [])))
  return {
    runbooks: files.map(({ path, text }) => describeRunbook(path, text, dispatchable)),
    dispatchable,
    named: [...new Set(named)],
    migrations: changed.filter(mayBeMigration).slice(0, 200),
    unread,
  }
}

function describeRunbook(path: string, text: string, dispatchable: readonly string[]): RunbookFacts {
  const commands = readSections(text)
    .flatMap(({ codeBlocks }) => codeBlocks)
    .map((block) =>
      block.text
        .split('\n')
        .find((line) => /\w/.test(line) && !/^\s*#/.test(line))
        ?.trim(),
    )
    .filter((line) => line !== undefined)
  const workflow = dispatchable.find((one) => text.includes(one.slice(one.lastIndexOf('/') + 1)))
  const executable = workflow ?? commands[0]?.slice(0, 200)
  return { path, ...(executable !== undefined && { executable }) }
}
