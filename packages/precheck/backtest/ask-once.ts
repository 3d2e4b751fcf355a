import { type Answer, answered, type GitHub, unanswered } from '@operator/github'
import { type ZodType, z } from 'zod'

/** What is the same for every pull request: rules, protection, what a person may do. */
const lasting = /\/branches\/|\/collaborators\//

/** The same port, which asks a lasting question only once; an answer that failed for a moment is not kept. */
export function askOnce(github: GitHub): GitHub {
  const asked = new Map<string, Answer<unknown>>()
  const remember = async (key: string, ask: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> => {
    const known = asked.get(key)
    if (known !== undefined) return known
    const answer = await ask()
    const isLasting = answer.ok || ['forbidden', 'not-found'].includes(answer.problem.kind)
    if (isLasting) asked.set(key, answer)
    return answer
  }
  return {
    ...github,
    async rest<T>(route: string, parameters: Readonly<Record<string, unknown>>, schema: ZodType<T>) {
      if (!route.startsWith('GET ') || !lasting.test(route)) return github.rest(route, parameters, schema)
      const key = JSON.stringify([route, parameters])
      return read(await remember(key, () => github.rest(route, parameters, z.unknown())), schema, route)
    },
    async paginate<T>(
      route: string,
      parameters: Readonly<Record<string, unknown>>,
      itemSchema: ZodType<T>,
      options: Parameters<GitHub['paginate']>[3] = {},
    ) {
      if (!lasting.test(route)) return github.paginate(route, parameters, itemSchema, options)
      const key = JSON.stringify([route, parameters, options])
      const page = z.object({ items: z.array(itemSchema), complete: z.boolean() })
      return read(
        await remember(key, () => github.paginate(route, parameters, z.unknown(), options)),
        page,
        route,
      )
    },
  }
}

function read<T>(answer: Answer<unknown>, schema: ZodType<T>, route: string): Answer<T> {
  if (!answer.ok) return answer
  const parsed = schema.safeParse(answer.value)
  return parsed.success ? answered(parsed.data) : unanswered({ kind: 'invalid', message: route })
}
