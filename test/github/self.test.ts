import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { isCertainViolation } from './certain-violation.ts'
import { contract } from './contract.ts'
import { type StandIn, startGitHub } from './index.ts'
import { mutationsOf } from './mutations.ts'
import { operations } from './rest/index.ts'
import { createSample, type Sample, type SampleRequest, sampleRequests } from './sample.ts'
import type { Reply } from './server/reply.ts'
import { answerRest } from './server/rest.ts'
import { type Route, routes } from './server/routes.ts'
import type { Permissions, Token, TokenOptions } from './server/tokens.ts'
import { unstated } from './unstated.ts'

interface Asked {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

const ids = operations.map(({ id }) => id)
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

function parametersOf(request: SampleRequest): Record<string, string> {
  const given = Object.entries(request.path ?? {}).map(([name, value]) => [name, String(value)])
  return { owner: 'octo', repo: 'shop', ...Object.fromEntries(given) }
}

async function ask(github: StandIn, id: string, request: SampleRequest, token: string): Promise<Asked> {
  const operation = contract.operations[id]
  if (operation === undefined) throw new Error(`no operation ${id}`)
  const values = parametersOf(request)
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(values[name] ?? ''),
  )
  const response = await fetch(`${github.apiUrl}${path}?${new URLSearchParams(request.query)}`, {
    method: operation.method,
    redirect: 'manual',
    headers: { authorization: `Bearer ${token}` },
    ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
  })
  const text = await response.text()
  const body: unknown = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, body, headers: response.headers }
}

describe('the contract', () => {
  let sample: Sample
  let requests: Readonly<Record<string, SampleRequest>>
  const answers = new Map<string, Asked>()

  beforeAll(async () => {
    const started = await start()
    sample = started.sample
    requests = started.requests
    const token = started.github.mintToken({ permissions: 'write-all' })
    for (const id of ids) answers.set(id, await ask(started.github, id, requests[id] ?? {}, token))
  })

  test('every operation has a sample request', () => {
    expect(Object.keys(requests).sort()).toEqual([...ids].sort())
  })

  test.each(ids)('%s answers as GitHub describes it', (id) => {
    const answer = answers.get(id)
    expect({ status: answer?.status, body: answer?.body }).toMatchObject({
      status: requests[id]?.status ?? 200,
    })
  })

  test('more than 5,000 spoilt answers are violations: every field that GitHub declares, dropped, null or of another type', () => {
    let certain = 0
    const missed: string[] = []
    for (const route of routes) {
      const { id } = route.operation
      const { status = 0, body } = answers.get(id) ?? {}
      const schema = route.contract.responses[String(status)]
      if (schema == null) continue
      for (const mutation of mutationsOf(body)) {
        if (!isCertainViolation(contract.schemas, schema, mutation)) continue
        certain += 1
        const problems = complaints(route, requests[id] ?? {}, { status, body: mutation.body })
        if (problems.length === 0) missed.push(`${id}: ${mutation.path.join('.')} ${mutation.kind}`)
      }
    }
    expect(missed).toEqual([])
    expect(certain).toBeGreaterThan(5_000)
  })

  test('a field that GitHub does not have, a status it does not use and a body where there is none are violations', () => {
    const invented: string[] = []
    for (const route of routes) {
      const { id } = route.operation
      const { status = 0, body } = answers.get(id) ?? {}
      const request = requests[id] ?? {}
      expect(complaints(route, request, { status: 299, body })).not.toEqual([])
      if (body === undefined) {
        expect(complaints(route, request, { status, body: {} })).not.toEqual([])
      } else {
        const spoilt = Array.isArray(body) ? body.map(withInvention) : withInvention(body)
        if (complaints(route, request, { status, body: spoilt }).length === 0) invented.push(id)
      }
    }
    expect(invented).toEqual([])
  })

  test('a request with an unknown or malformed parameter or field is a violation', () => {
    const reply = { status: 200, body: [] }
    const unheard: string[] = []
    for (const route of routes) {
      const request = requests[route.operation.id] ?? {}
      const wrong: SampleRequest[] = [
        { ...request, query: { ...request.query, invented: '1' } },
        ...(request.body === undefined
          ? [{ ...request, body: { invented: 1 } }]
          : mutationsOf(request.body)
              .map(({ body }) => ({ ...request, body }))
              .filter(({ body }) => JSON.stringify(body) !== JSON.stringify(request.body))
              .filter(({ body }) => isRuledOut(route, body))),
        ...(request.body === undefined ? [] : [{ ...request, body: withInvention(request.body) }]),
      ]
      for (const one of wrong) {
        if (!complaints(route, one, reply).some((problem) => problem.startsWith('request:'))) {
          unheard.push(`${route.operation.id} ${JSON.stringify(one)}`)
        }
      }
    }
    expect(unheard).toEqual([])
  })

  const withInvention = (body: unknown) => ({ ...Object(body), invented: 1 })

  function isRuledOut(route: Route, body: unknown): boolean {
    const schema = route.contract.body?.schema
    if (schema == null) return false
    const { id } = route.operation
    return mutationsOf(requests[id]?.body).some(
      (mutation) =>
        JSON.stringify(mutation.body) === JSON.stringify(body) &&
        isCertainViolation(contract.schemas, schema, mutation),
    )
  }

  /** What the server says of this answer to this request. */
  function complaints(route: Route, request: SampleRequest, reply: Reply): readonly string[] {
    const problems: string[] = []
    const token: Token = {
      actor: 'github-actions[bot]',
      app: 'github-actions',
      permissions: new Map(),
      canSeeRepository: true,
    }
    answerRest(
      {
        world: sample.world,
        token,
        route: { ...route, operation: { ...route.operation, permissions: [{}], answer: () => reply } },
        parameters: parametersOf(request),
        url: new URL(`http://github.test/?${new URLSearchParams(request.query)}`),
        body: request.body,
      },
      (found) => problems.push(...found),
    )
    return problems
  }
})

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

describe('what no schema states', () => {
  test('every row has its source, and code that follows it', () => {
    const rows = Object.entries(unstated)
    const code = sourcesIn(import.meta.dirname).join('\n')
    expect(rows.filter(([name]) => !code.includes(`unstated.${name}.value`)).map(([name]) => name)).toEqual(
      [],
    )
    for (const [, { rule, source }] of rows) {
      expect(rule).toMatch(/\.$/)
      expect(source).toMatch(/^[\w.-]+\/[\w./#-]+/)
    }
  })

  function sourcesIn(folder: string): readonly string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return sourcesIn(path)
      return /(?<!\.test)\.ts$/.test(entry.name) && entry.name !== 'unstated.ts'
        ? [readFileSync(path, 'utf8')]
        : []
    })
  }
})
