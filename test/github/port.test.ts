import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import * as port from '@operator/github'
import { contract, violationsOf } from './contract.ts'
import { type StandIn, startGitHub } from './index.ts'
import { type Mutation, mutationsOf } from './mutations.ts'
import { nullableFields } from './nullable-fields.ts'
import { portCalls } from './port-calls.ts'
import { Diverged, type RecordedCall, recordingPort, replayingPort } from './replay.ts'
import { createSample, type Sample } from './sample.ts'

/** Exported functions that ask GitHub nothing. */
const pure = ['answered', 'unanswered', 'describeProblem', 'connect', 'isHole', 'orHole']

test('every function of the port is in port-calls.ts', () => {
  const functions = Object.entries(port).flatMap(([name, value]) =>
    typeof value === 'function' ? [name] : [],
  )
  expect(functions.filter((name) => !pure.includes(name)).sort()).toEqual(Object.keys(portCalls).sort())
})

/** Fields that the port may find spoilt and answer nevertheless, with the reason why that is right. */
const tolerated: readonly (readonly [place: RegExp, why: string])[] = [
  [/^(list|create)Deployments? payload/, 'handed on as it is; who reads it checks it'],
  [/^compareCommits files dropped/, 'then it says that the files are not complete'],
  [/^dispatchWorkflow workflow_run_id/, 'an older server does not tell the run: it is looked up in the list'],
  [
    /^listRunArtifacts digest dropped/,
    'archives of older uploaders have none, and none of them is then read',
  ],
  [
    /^read(PullRequests|ReleaseFacts|Discussions) .*databaseId dropped/,
    'actors that are neither users nor bots have none',
  ],
  [/^readReleaseFacts viewer null/, 'whom the token belongs to is then told as unknown'],
  [
    /^readBranchRules parameters.required_status_checks.integration_id (dropped|null)/,
    'how GitHub says: any app',
  ],
]

interface Played {
  readonly outcome: 'answered' | 'refused' | 'diverged'
  readonly value?: unknown
}

describe('no spoilt answer is taken for a true one', () => {
  let sample: Sample
  let github: StandIn
  let total = 0

  beforeAll(async () => {
    sample = createSample()
    github = await startGitHub(sample.world)
  })

  afterAll(async () => {
    sample.repository.remove()
    await github.close()
  })

  test.each(Object.entries(portCalls))('%s', async (name, call) => {
    const real = port.connect({
      token: github.mintToken({ permissions: 'write-all' }),
      apiUrl: github.apiUrl,
      graphqlUrl: github.graphqlUrl,
      repository: { owner: 'octo', name: 'shop' },
      version: 'test',
    })
    const recording = recordingPort(real)
    const first = await call(recording, sample)
    expect(first).toMatchObject({ ok: true })

    const play = async (spoilt?: { index: number; value: unknown }): Promise<Played> => {
      try {
        const answer = await call(replayingPort(real, recording.calls, spoilt), sample)
        return answer.ok && !refusesAPart(answer.value)
          ? { outcome: 'answered', value: answer.value }
          : { outcome: 'refused' }
      } catch (error) {
        if (error instanceof Diverged) return { outcome: 'diverged' }
        throw error
      }
    }
    const truth = await play()
    expect(truth).toEqual({ outcome: 'answered', value: expect.anything() })

    const believed: string[] = []
    for (const [index, recorded] of recording.calls.entries()) {
      if (!recorded.answer.ok || recorded.asked.includes('archive_format')) continue
      for (const mutation of mutationsOf(recorded.answer.value)) {
        if (mutation.kind === 'null' && mayBeNull(recorded, mutation)) continue
        const played = await play({ index, value: mutation.body })
        if (played.outcome === 'refused') total += 1
        else if (played.outcome === 'diverged' || !isDeepStrictEqual(played, truth)) {
          const place = `${name} ${mutation.path.filter((key) => typeof key === 'string').join('.')}`
          const told = `${place} ${mutation.kind}`
          if (!tolerated.some(([known]) => known.test(told))) believed.push(told)
        }
      }
    }
    expect(believed).toEqual([])
  })

  test('these were more than a thousand spoilt fields that the port reads', () => {
    expect(total).toBeGreaterThan(1_000)
  })
})

/** An answer in parts says of each part whether it was answered. */
function refusesAPart(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false
  return Object.values(value).some((part) => isProblem(part))
}

function isProblem(part: unknown): boolean {
  return part !== null && typeof part === 'object' && 'ok' in part && part.ok === false
}

/** Whether GitHub itself says null there at times. */
function mayBeNull(recorded: RecordedCall, mutation: Mutation): boolean {
  if (recorded.kind === 'graphql') {
    const isItem = typeof mutation.path.at(-1) === 'number'
    const place = mutation.path.filter((key) => typeof key === 'string').join('.')
    return !isItem && nullableFields(recorded.asked).has(place)
  }
  const [method, path] = recorded.asked.split(' ')
  const operation = Object.values(contract.operations).find(
    (one) => one.method === method && one.path === path,
  )
  const body = recorded.key === undefined ? mutation.body : { total_count: 1, [recorded.key]: mutation.body }
  return Object.entries(operation?.responses ?? {}).some(
    ([status, schema]) =>
      status.startsWith('2') && schema !== null && violationsOf(schema, body).length === 0,
  )
}
