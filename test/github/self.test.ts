import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Asked, ask, parametersOf } from './ask-sample.ts'
import { isCertainViolation } from './certain-violation.ts'
import { contract } from './contract.ts'
import { startGitHub } from './index.ts'
import { mutationsOf } from './mutations.ts'
import { operations } from './rest/index.ts'
import { createSample, type Sample, type SampleRequest, sampleRequests } from './sample.ts'
import type { Reply } from './server/reply.ts'
import { answerRest } from './server/rest.ts'
import { type Route, routes } from './server/routes.ts'
import type { Token } from './server/tokens.ts'
import { unstated } from './unstated.ts'

const ids = operations.map(({ id }) => id)

describe('the contract', () => {
  let sample: Sample
  let requests: Readonly<Record<string, SampleRequest>>
  const answers = new Map<string, Asked>()

  beforeAll(async () => {
    sample = createSample()
    requests = sampleRequests(sample)
    const github = await startGitHub(sample.world)
    const token = github.mintToken({ permissions: 'write-all' })
    for (const id of ids) answers.set(id, await ask(github, id, requests[id] ?? {}, token))
    await github.close()
  })

  afterAll(() => sample.repository.remove())

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
