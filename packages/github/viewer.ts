import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

const viewer = z.object({ viewer: z.object({ login: z.string().min(1) }) })

export const viewerQuery = 'query Viewer { viewer { login } rateLimit { cost } }'

/** The login that this token writes under: `github-actions[bot]`, an app's bot, or a person. `GET /user` refuses apps' tokens; this does not. */
export async function readViewer(github: GitHub): Promise<Answer<string>> {
  const answer = await github.graphql(viewerQuery, {}, viewer)
  return answer.ok ? answered(answer.value.viewer.login) : answer
}
