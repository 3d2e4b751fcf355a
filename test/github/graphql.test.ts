import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
  parse,
  validate,
} from 'graphql'
import { z } from 'zod'
import { answerGraphql } from './graphql/answer.ts'
import { costOf } from './graphql/cost.ts'
import { schema } from './graphql/schema.ts'
import { addApp, addWorkflowRun } from './index.ts'
import { type Scene, startScene } from './scene.ts'
import type { Scope, Token } from './server/tokens.ts'
import { unstated } from './unstated.ts'
import { suitesOf } from './world/checks.ts'

const text = readFileSync(join(import.meta.dirname, 'sample-queries.graphql'), 'utf8')
const queries = Object.fromEntries(
  text
    .split(/^(?=query )/m)
    .slice(1)
    .map((query) => [/^query (\w+)/.exec(query)?.[1] ?? '', query]),
)
const names = Object.keys(queries)

const answer = z.object({
  data: z.record(z.string(), z.unknown()).nullable(),
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])),
      }),
    )
    .optional(),
})

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene.close())

const variables = () => ({
  owner: 'octo',
  name: 'shop',
  oid: scene.head,
  base: 'refs/heads/main',
  branch: 'main',
  prev: ['Production'],
  target: ['staging'],
  labels: ['incident'],
})

async function ask(query: string, token = scene.github.mintToken({ permissions: 'read-all' })) {
  const response = await fetch(scene.github.graphqlUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: variables() }),
  })
  expect(response.status).toBe(200)
  return answer.parse(await response.json())
}

test('there are five queries, all valid, and each is answered', async () => {
  expect(names).toEqual(['Precheck', 'Poll', 'Range', 'Blobs', 'Queue'])
  for (const query of Object.values(queries)) {
    expect(validate(schema(), parse(query))).toEqual([])
    expect((await ask(query)).errors).toBeUndefined()
  }
})

describe('cost', () => {
  test.each([
    ['Precheck', 2, 2_415],
    ['Poll', 1, 200],
    ['Range', 2, 1_150],
    ['Blobs', 1, 0],
    ['Queue', 1, 50],
  ])('%s costs %i', (name, points, nodes) => {
    expect(costOf(schema(), parse(queries[name] ?? ''), variables())).toMatchObject({
      points,
      nodes,
      unbounded: [],
    })
  })

  test('a fragment costs at every place where it is spread, and what is only counted costs no nodes', () => {
    const query = `{ repository(owner: "o", name: "n") {
      issues(first: 100) { nodes { ...Labels } }
      pullRequests(first: 50) { nodes { ...Labels reviewThreads { totalCount } } }
    } }
    fragment Labels on Labelable { labels(first: 10) { nodes { name } } }`
    // 2 connections, and inside them 100 + 50 of labels and 50 of threads.
    expect(costOf(schema(), parse(query), {})).toEqual({
      points: 2,
      nodes: 100 + 50 + 1_000 + 500,
      unbounded: [],
    })
  })

  test('what is asked for without a bound, or with too large a one, is named', () => {
    const query =
      '{ repository(owner: "o", name: "n") { issues { nodes { id } } labels(first: 101) { nodes { id } } } }'
    expect(costOf(schema(), parse(query), {}).unbounded).toEqual(['issues', 'labels'])
  })

  test('it is taken from the budget and told', async () => {
    const before = scene.github.budgets.graphql.remaining
    const { data } = await ask(queries['Precheck'] ?? '')
    expect(data?.['rateLimit']).toMatchObject({ cost: 2, remaining: before - 2, nodeCount: 2_415 })
  })
})

describe('a token without one permission', () => {
  const places: Readonly<Partial<Record<Scope, readonly string[]>>> = {
    contents: ['repository.ref', 'repository.object'],
    checks: ['repository.object.checkSuites', 'repository.object.statusCheckRollup.contexts.nodes.0'],
    statuses: ['repository.object.statusCheckRollup.contexts.nodes.3'],
    'pull-requests': ['repository.object.associatedPullRequests'],
    deployments: ['repository.prev'],
    issues: ['repository.incidents'],
    actions: ['repository.environments', 'repository.object.checkSuites.nodes.0.workflowRun'],
  }

  test.each(Object.entries(places))('%s: FORBIDDEN, and null in its place', async (missing, expected) => {
    const permissions = Object.fromEntries(
      Object.keys(places)
        .filter((scope) => scope !== missing)
        .map((scope) => [scope, 'read' as const]),
    )
    const { data, errors = [] } = await ask(
      queries['Precheck'] ?? '',
      scene.github.mintToken({ permissions }),
    )
    expect(errors.map(({ path }) => path.join('.'))).toEqual(expect.arrayContaining([...expected]))
    for (const error of errors) {
      expect(error).toMatchObject({ type: 'FORBIDDEN', message: unstated.graphqlForbidden.value.message })
      expect(valueAt(data, error.path)).toBeNull()
    }
  })

  test('a repository that the token cannot see is NOT_FOUND', async () => {
    const { data, errors } = await ask(
      queries['Poll'] ?? '',
      scene.github.mintToken({ repository: 'other/one' }),
    )
    expect(data).toMatchObject({ repository: null })
    expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: ['repository'] }])
  })

  /** Null as well where a null further out has swallowed the place. */
  function valueAt(value: unknown, [key, ...rest]: readonly (string | number)[]): unknown {
    if (key === undefined || value === null) return value
    return valueAt(Object(value)[key], rest)
  }
})

describe('what GitHub does by itself', () => {
  test('an app that writes checks has a queued suite without runs on every commit', async () => {
    const fresh = await startScene()
    addApp(fresh.world, { slug: 'codecov', writesChecks: true })
    const suites = suitesOf(fresh.world, fresh.merged)
    expect(suites).toMatchObject([{ app: 'codecov', status: 'queued', conclusion: null, workflowRun: null }])
    expect(suitesOf(fresh.world, fresh.merged)).toEqual(suites)
    await fresh.close()
  })

  test('a commit that it made is signed by it', async () => {
    scene.world.signedByGitHub.add(scene.head)
    const { data } = await ask(queries['Precheck'] ?? '')
    scene.world.signedByGitHub.clear()
    const signature = { isValid: true, state: 'VALID', wasSignedByGitHub: true }
    expect(data).toMatchObject({ repository: { object: { signature } } })
  })

  test('a job that names an environment has made a deployment', async () => {
    const fresh = await startScene()
    const run = addWorkflowRun(fresh.world, {
      workflow: 'deploy.yml',
      sha: 'main',
      jobs: [{ name: 'deploy', environment: 'staging' }],
    })
    const check = fresh.world.checkRuns.find(({ id }) => id === run.jobs[0]?.id)
    const deployment = fresh.world.deployments.find(({ id }) => id === check?.deployment)
    expect(deployment).toMatchObject({
      environment: 'staging',
      sha: fresh.merged,
      statuses: [{ state: 'in_progress' }, { state: 'success' }],
    })
    await fresh.close()
  })
})

describe('a wrong query', () => {
  test.each([
    ['a field that GitHub has not', '{ repository(owner: "o", name: "n") { isDraf } }', /isDraf/],
    [
      'a connection without a bound',
      '{ repository(owner: "octo", name: "shop") { issues { nodes { id } } } }',
      /issues needs first or last/,
    ],
    [
      'too many nodes',
      `{ repository(owner: "o", name: "n") { issues(first: 100) { nodes { labels(first: 100) { nodes { issues(first: 100) { nodes { id } } } } } } } }`,
      /500,000/,
    ],
  ])('%s is a violation', async (_, query, message) => {
    await fetch(scene.github.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${scene.github.mintToken()}` },
      body: JSON.stringify({ query }),
    })
    expect(scene.github.takeViolations()).toMatchObject([{ problems: [expect.stringMatching(message)] }])
  })
})

describe('every field of the answers', () => {
  test('more than 400 spoilt fields are violations: null where GitHub never says null, or of another type', () => {
    const { world } = scene
    const scopes = [
      'actions',
      'checks',
      'contents',
      'deployments',
      'issues',
      'pull-requests',
      'statuses',
    ] as const
    const token: Token = {
      actor: 'github-actions[bot]',
      app: 'github-actions',
      permissions: new Map(scopes.map((scope) => [scope, 'read'])),
      canSeeRepository: true,
    }
    const budget = { limit: 100_000, remaining: 100_000, resetAt: 0 }
    const problemsOf = (query: string, resolver: GraphQLFieldResolver<unknown, unknown>) => {
      const problems: string[] = []
      const asked = { world, token, body: { query, variables: variables() }, budget }
      answerGraphql(asked, (found) => problems.push(...found), resolver)
      return problems
    }
    const missed: string[] = []
    let total = 0
    const spoil = (name: string, query: string) => {
      const spoils = new Map<string, readonly unknown[]>()
      const noting: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) => {
        spoils.set(placeOf(info.path), spoiltValues(info.returnType))
        return defaultFieldResolver(source, args, context, info)
      }
      expect(problemsOf(query, noting)).toEqual([])
      for (const [place, value] of [...spoils].flatMap(([place, values]) =>
        values.map((value) => [place, value] as const),
      )) {
        total += 1
        const problems = problemsOf(query, (source, args, context, info) =>
          placeOf(info.path) === place ? value : defaultFieldResolver(source, args, context, info),
        )
        if (problems.length === 0) missed.push(`${name} ${place} ${JSON.stringify(value)}`)
      }
    }
    world.git.during(() => {
      for (const [name, query] of Object.entries(queries)) spoil(name, query)
    })
    expect(missed).toEqual([])
    expect(total).toBeGreaterThan(400)
  })

  function spoiltValues(returned: GraphQLOutputType): readonly unknown[] {
    const type = getNullableType(returned)
    return [
      ...(isNonNullType(returned) ? [null, undefined] : []),
      ...(isLeafType(type) ? [{ unexpected: true }] : []),
      ...(isListType(type) ? [12] : []),
    ]
  }

  interface Place {
    readonly prev: Place | undefined
    readonly key: string | number
  }

  function placeOf(path: Place): string {
    const outer = path.prev === undefined ? '' : placeOf(path.prev)
    return typeof path.key === 'number' ? outer : `${outer}/${path.key}`
  }
})
