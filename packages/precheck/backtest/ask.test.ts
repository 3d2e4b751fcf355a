import { describe, expect, test } from '@jest/globals'
import { type Answer, answered, type GitHub, unanswered } from '@operator/github'
import { z } from 'zod'
import { askInTurn } from './ask-in-turn.ts'
import { askOnce } from './ask-once.ts'

const branch = 'GET /repos/{owner}/{repo}/branches/{branch}'

function port(rest: (route: string) => Promise<Answer<unknown>>) {
  const calls: string[] = []
  const parsed = async <T>(route: string, schema: z.ZodType<T>): Promise<Answer<T>> => {
    calls.push(route)
    const answer = await rest(route)
    return answer.ok ? answered(schema.parse(answer.value)) : answer
  }
  const github: GitHub = {
    repository: { owner: 'octo', name: 'shop' },
    cost: () => ({ rest: calls.length, graphqlPoints: 0 }),
    rest: (route, _, schema) => parsed(route, schema),
    paginate: async () => answered({ items: [], complete: true }),
    graphql: (query, _, schema) => parsed(query, schema),
    graphqlInParts: (query, _, schema) => parsed(query, schema),
  }
  return { github, calls }
}

describe('askOnce', () => {
  const number = z.number()

  test('a lasting answer is kept, another branch and another question are asked', async () => {
    const { github, calls } = port(async () => answered(1))
    const once = askOnce(github)
    expect(await once.rest(branch, { branch: 'main' }, number)).toEqual(answered(1))
    expect(await once.rest(branch, { branch: 'main' }, number)).toEqual(answered(1))
    await once.rest(branch, { branch: 'next' }, number)
    for (const _ of [1, 2]) await once.rest('GET /repos/{owner}/{repo}/issues', {}, number)
    expect(calls).toHaveLength(4)
  })

  test('a refusal is kept, a failure of the moment is not', async () => {
    const answers = [
      unanswered({ kind: 'unavailable', message: 'x' }),
      unanswered({ kind: 'forbidden', message: 'y' }),
    ]
    const { github, calls } = port(async () => answers.shift() ?? answered(1))
    const once = askOnce(github)
    const kinds = []
    for (const _ of [1, 2, 3]) {
      const answer = await once.rest(branch, {}, number)
      kinds.push(answer.ok ? 'answered' : answer.problem.kind)
    }
    expect(kinds).toEqual(['unavailable', 'forbidden', 'forbidden'])
    expect(calls).toHaveLength(2)
  })

  test('an answer of another form is invalid', async () => {
    const once = askOnce(port(async () => answered('text')).github)
    expect(await once.rest(branch, {}, number)).toMatchObject({ ok: false, problem: { kind: 'invalid' } })
  })
})

test('askInTurn has never two requests under way, also after one that throws', async () => {
  let [under, most] = [0, 0]
  const { github } = port(async (route) => {
    under += 1
    most = Math.max(most, under)
    await Promise.resolve()
    under -= 1
    if (route === 'throws') throw new Error('lost')
    return answered(route)
  })
  const inTurn = askInTurn(github)
  const text = z.string()
  const asked = ['a', 'throws', 'b'].map((query) => inTurn.graphql(query, {}, text).catch(() => 'thrown'))
  expect(await Promise.all(asked)).toEqual([answered('a'), 'thrown', answered('b')])
  expect(most).toBe(1)
})
