import { afterEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type LoopbackServer, serve } from '../loopback-server.ts'
import type { VersionTarget } from '../target.ts'
import { readVersion } from './read-version.ts'
import { isSameVersion } from './same-version.ts'

let server: LoopbackServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

interface Page {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

async function read(part: VersionTarget['part'], { status = 200, headers = {}, body = '' }: Page) {
  server = await serve((_, response) => response.writeHead(status, headers).end(body))
  return readVersion(
    { url: new URL('/version', server.url), headers: {}, part },
    { timeout: 1_000, userAgent: 'test' },
  )
}

const json = (name: string) => ({ kind: 'json', name }) as const
const meta = { kind: 'meta', name: 'version' } as const
const header = { kind: 'header', name: 'X-Version' } as const

describe('reading the version', () => {
  test.each<[VersionTarget['part'], Page, string]>([
    [header, { headers: { 'x-version': ' abc ' } }, 'abc'],
    [json('sha'), { body: '{"sha":"abc"}' }, 'abc'],
    [json('build.number'), { body: '{"build":{"number":42}}' }, '42'],
    [meta, { body: '<head><meta charset="utf-8"><meta content="abc" name="version"></head>' }, 'abc'],
    [meta, { body: "<META NAME='Version' CONTENT='abc'/>" }, 'abc'],
    [meta, { body: '<meta name=version content=abc>' }, 'abc'],
  ])('%j', async (part, page, version) => {
    expect(await read(part, page)).toEqual({ kind: 'version', version })
  })

  test.each<[string, VersionTarget['part'], Page, string]>([
    ['an error page', json('sha'), { status: 500, body: '{"sha":"abc"}' }, 'answered 500'],
    ['no such header', header, {}, 'without a header X-Version'],
    ['not JSON', json('sha'), { body: '<html>' }, 'but not JSON'],
    ['no such key', json('sha'), { body: '{"version":"1"}' }, 'without sha'],
    ['an inherited key', json('constructor.name'), { body: '{}' }, 'without constructor.name'],
    ['an object', json('sha'), { body: '{"sha":{}}' }, 'without sha'],
    ['null', json('sha'), { body: 'null' }, 'without sha'],
    ['an empty text', json('sha'), { body: '{"sha":" "}' }, 'not a version'],
    ['control characters', json('sha'), { body: '{"sha":"a\\u001b[2Jb"}' }, 'not a version'],
    ['a novel', json('sha'), { body: JSON.stringify({ sha: 'x'.repeat(500) }) }, 'not a version'],
    ['no such element', meta, { body: '<title>x</title>' }, 'without <meta name="version">'],
  ])('%s is unreadable', async (_, part, page, reason) => {
    expect(await read(part, page)).toMatchObject({
      kind: 'unreadable',
      reason: expect.stringContaining(reason),
    })
  })

  test('nobody there is unreachable', async () => {
    const gone = await serve(() => undefined)
    await gone.close()
    const answer = await readVersion(
      { url: gone.url, headers: {}, part: header },
      { timeout: 1_000, userAgent: 'test' },
    )
    expect(answer).toMatchObject({ kind: 'unreachable', reason: expect.stringContaining('refused') })
  })

  test('a page made to be slow to search is searched in no time worth noticing', async () => {
    const hostile = '<meta '.repeat(150_000)
    expect(await read(meta, { body: hostile })).toMatchObject({ kind: 'unreadable' })
  })
})

describe('the same version', () => {
  const sha = fc.stringMatching(/^[0-9a-f]{40}$/)

  test('is a commit and its abbreviation, in either order', () => {
    fc.assert(
      fc.property(sha, fc.integer({ min: 7, max: 40 }), (commit, length) => {
        expect(isSameVersion(commit, commit.slice(0, length))).toBe(true)
        expect(isSameVersion(commit.slice(0, length), commit.toUpperCase())).toBe(true)
      }),
    )
  })

  test.each([
    ['abc', 'abcd'],
    ['1.2', '1.2.3'],
    ['abcdef', 'abcdef1'],
    ['', 'a'],
    ['aaaaaaa', 'aaaaaab'],
  ])('%j is not %j', (a, b) => {
    expect(isSameVersion(a, b)).toBe(false)
  })

  test('any other text must be equal', () => {
    expect(isSameVersion('v1.2.3', 'v1.2.3')).toBe(true)
  })
})
