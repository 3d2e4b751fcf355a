import type { RunFacts } from '@operator/evidence'
import type { EventContext } from './event-context.ts'
import type { Environment } from './inputs.ts'

/** The run that this is a step of, for evidence that others can check; undefined where any of it is missing. */
export function readRunFacts(event: EventContext, env: Environment): RunFacts | undefined {
  const id = event.repository.id ?? (Number(env['GITHUB_REPOSITORY_ID']) || undefined)
  const headSha = event.pullRequest?.head ?? event.sha
  const workflow = readWorkflow(env)
  if (event.run === undefined || id === undefined || headSha === undefined || workflow === undefined) {
    return undefined
  }
  const { owner, name } = event.repository
  return {
    repository: { id, name: `${owner}/${name}` },
    event: event.name,
    headSha,
    id: event.run.id,
    attempt: event.run.attempt,
    workflow,
  }
}

/** `GITHUB_WORKFLOW_REF` is `owner/name/.github/workflows/x.yml@refs/heads/main`. */
function readWorkflow(env: Environment): RunFacts['workflow'] | undefined {
  const [, path, ref] = /^[^/]+\/[^/]+\/([^@]+)@(.+)$/.exec(env['GITHUB_WORKFLOW_REF'] ?? '') ?? []
  const sha = env['GITHUB_WORKFLOW_SHA']
  if (path === undefined || ref === undefined || !sha) return undefined
  return { path, ref, sha }
}
