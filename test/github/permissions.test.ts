import { afterAll, describe, expect, test } from '@jest/globals'
import { ask } from './ask-sample.ts'
import { contract } from './contract.ts'
import { startGitHub } from './index.ts'
import { operations } from './rest/index.ts'
import { createSample, sampleRequests } from './sample.ts'
import type { Permissions, TokenOptions } from './server/tokens.ts'
import { unstated } from './unstated.ts'

const cleanups: (() => Promise<void>)[] = []

afterAll(async () => {
  const ended = await Promise.allSettled(cleanups.map((cleanup) => cleanup()))
  expect(ended.filter(({ status }) => status === 'rejected')).toEqual([])
})

async function start(visibility: 'private' | 'public' = 'private') {
  const sample = createSample(visibility)
  const github = await startGitHub(sample.world)
  cleanups.push(async () => {
    sample.repository.remove()
    await github.close()
  })
  return { github, sample, requests: sampleRequests(sample) }
}

describe('permissions', () => {
  const readers = operations.filter(({ id }) => contract.operations[id]?.method === 'GET')

  test('with each set that suffices an operation answers; with any part missing or weaker it is refused', async () => {
    const wrong: string[] = []
    let drops = 0
    const { status, message } = unstated.missingPermission.value
    const strict = await start()
    for (const { id, permissions } of operations) {
      for (const weaker of permissions.flatMap(weakerThan)) {
        drops += 1
        const token = strict.github.mintToken({ permissions: weaker })
        const answer = await ask(strict.github, id, strict.requests[id] ?? {}, token)
        if (answer.status !== status || !JSON.stringify(answer.body).includes(message)) {
          wrong.push(`${id} answers ${answer.status} with only ${JSON.stringify(weaker)}`)
        }
        expect(answer.headers.get('x-accepted-github-permissions')).toMatch(/=(read|write)/)
      }
    }
    const rounds = Math.max(...operations.map(({ permissions }) => permissions.length))
    for (let round = 0; round < rounds; round += 1) {
      const { github, requests } = await start()
      for (const { id, permissions } of operations) {
        const grant = permissions[round]
        if (grant === undefined) continue
        const granted = await ask(github, id, requests[id] ?? {}, github.mintToken({ permissions: grant }))
        if (granted.status >= 400)
          wrong.push(`${id} is refused with ${JSON.stringify(grant)}: ${granted.status}`)
      }
    }
    expect(wrong).toEqual([])
    expect(drops).toBeGreaterThan(operations.length)
  })

  test('fork and Dependabot tokens read what they were given and write nothing', async () => {
    for (const capped of [{ fork: true }, { dependabot: true }] satisfies TokenOptions[]) {
      const { github, requests } = await start()
      const token = github.mintToken({ permissions: 'write-all', ...capped })
      for (const { id } of operations) {
        const { status } = await ask(github, id, requests[id] ?? {}, token)
        const isRead = readers.some((reader) => reader.id === id)
        expect(`${id} ${status}`).toBe(`${id} ${isRead ? (requests[id]?.status ?? 200) : 403}`)
      }
    }
  })

  test('a token of another repository, and none at all, see nothing of a private one', async () => {
    const { github, requests } = await start()
    const token = github.mintToken({ permissions: 'write-all', repository: 'other/one' })
    for (const { id } of operations) {
      expect(await ask(github, id, requests[id] ?? {}, token)).toMatchObject({ status: 404 })
    }
    expect((await fetch(`${github.apiUrl}/repos/octo/shop`)).status).toBe(404)
    expect(
      (await fetch(`${github.apiUrl}/repos/octo/shop`, { headers: { authorization: 'Bearer x' } })).status,
    ).toBe(401)
  })

  test('the token of a person does no more than the person may', async () => {
    const { github, sample, requests } = await start()
    const statusOf = async (actor: string, id: string) =>
      (await ask(github, id, requests[id] ?? {}, github.mintToken({ permissions: 'write-all', actor })))
        .status
    expect(await statusOf('guest', 'repos/get')).toBe(200)
    expect(await statusOf('guest', 'issues/create-comment')).toBe(201)
    expect(await statusOf('guest', 'repos/create-commit-status')).toBe(403)
    expect(await statusOf('mona', 'repos/create-commit-status')).toBe(201)
    expect(await statusOf('stranger', 'repos/get')).toBe(404)
    expect(sample.world.comments.at(-1)).toMatchObject({ author: 'guest', app: null })
  })

  test('a public repository answers readers without permissions, and no writers', async () => {
    const { github, requests } = await start('public')
    const token = github.mintToken()
    for (const { id, isPublic } of operations) {
      const { status } = await ask(github, id, requests[id] ?? {}, token)
      const expected = isPublic
        ? (requests[id]?.status ?? 200)
        : id === 'repos/get-collaborator-permission-level'
          ? 200
          : 403
      expect(`${id} ${status}`).toBe(`${id} ${expected}`)
    }
  })

  /** The grant with one of its permissions gone, and with one lowered from write to read. */
  function weakerThan(grant: Permissions): readonly Permissions[] {
    return Object.entries(grant).flatMap(([scope, access]) => {
      if (scope === 'metadata') return []
      const { [scope]: _, ...without }: Record<string, Permissions[keyof Permissions]> = grant
      return access === 'write' ? [without, { ...without, [scope]: 'read' }] : [without]
    })
  }
})
