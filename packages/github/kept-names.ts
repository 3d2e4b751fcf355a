import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'

const named = z.object({ name: z.string() })

/** Names of the variables and secrets that a job can read which names an environment. Their values are never kept. */
export interface KeptNames {
  readonly environment: readonly string[]
  /** Of the repository and of its organisation. */
  readonly shared: readonly string[]
}

/** More names than these are not read, and said not to be. */
const max = 1_000

/**
 * Asks for names at every level: six requests or more. They need the permissions `environments`, `variables` and `secrets`,
 * which a workflow's own token cannot be given.
 */
export async function readKeptNames(github: GitHub, environment: string): Promise<Answer<KeptNames>> {
  const own: string[] = []
  for (const key of ['variables', 'secrets'] as const) {
    const listed = await list(
      github,
      `GET /repos/{owner}/{repo}/environments/{environment_name}/${key}`,
      key,
      {
        environment_name: environment,
      },
    )
    if (!listed.ok) return listed
    own.push(...listed.value)
  }
  const shared: string[] = []
  for (const key of ['variables', 'secrets'] as const) {
    for (const level of ['', 'organization-']) {
      const listed = await list(github, `GET /repos/{owner}/{repo}/actions/${level}${key}`, key, {})
      if (listed.ok) shared.push(...listed.value)
      // A person's repository has no organisation.
      else if (level === '' || listed.problem.kind !== 'not-found') return listed
    }
  }
  return answered({ environment: own, shared })
}

async function list(
  github: GitHub,
  route: string,
  key: 'variables' | 'secrets',
  parameters: Readonly<Record<string, string>>,
): Promise<Answer<readonly string[]>> {
  const listed = await github.paginate(route, parameters, named, { key, max })
  if (!listed.ok) return listed
  if (!listed.value.complete) {
    return unanswered({ kind: 'partial', message: `there are more than ${max} ${key}` })
  }
  return answered(listed.value.items.map(({ name }) => name))
}
