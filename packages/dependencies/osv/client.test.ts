import { afterEach, describe, expect, test } from '@jest/globals'
import { advisory, type OsvOptions, type OsvServer, range, startOsv } from '../../../test/osv/index.ts'
import { type PackageQuery, queryOsv } from './client.ts'

const npm = (name: string): PackageQuery => ({ ecosystem: 'npm', name, version: '1.0.0' })
const one = advisory('GHSA-aaaa', { affected: [range('npm', 'a', '0')] })
const two = advisory('GHSA-bbbb', { affected: [range('npm', 'a', '0'), range('npm', 'b', '0')] })
const three = advisory('GHSA-cccc', { affected: [range('npm', 'a', '0')] })

let server: OsvServer | undefined
const start = async (options: OsvOptions) => {
  server = await startOsv({ empty: true, records: [one, two, three], ...options })
  return server
}
afterEach(async () => {
  await server?.close()
  server = undefined
})

describe('queryOsv', () => {
  test('follows every page, also where a page holds nothing but a token', async () => {
    const { url } = await start({ pageSize: 1 })
    const answer = await queryOsv(url, [npm('a'), npm('b'), npm('none')], 5_000)
    expect(answer).toEqual({ kind: 'answered', records: [one, two, three] })
  })

  test('splits what is larger than a batch may be, and asks for each advisory once', async () => {
    const { url, batches, requests } = await start({})
    const queries = Array.from({ length: 2_400 }, (_, index) => npm(index % 2 === 0 ? 'a' : `p${index}`))
    expect((await queryOsv(url, queries, 20_000)).kind).toBe('answered')
    expect(batches).toEqual([1_000, 1_000, 400])
    expect(requests.filter((path) => path.startsWith('/v1/vulns/'))).toHaveLength(3)
  })

  test('asks again after 429 and 503', async () => {
    const { url, requests } = await start({
      faults: [
        { path: '/v1/querybatch', answer: { kind: 'status', status: 429, retryAfter: 1 } },
        { path: '/v1/vulns/', answer: { kind: 'status', status: 503 } },
      ],
    })
    expect((await queryOsv(url, [npm('a')], 20_000)).kind).toBe('answered')
    expect(requests).toHaveLength(6)
  })

  test('does not wait longer than it has: what it is told to wait is heeded', async () => {
    const { url, requests } = await start({
      faults: [{ path: '/v1/querybatch', answer: { kind: 'status', status: 429, retryAfter: 3_600 } }],
    })
    expect((await queryOsv(url, [npm('a')], 300)).kind).toBe('unavailable')
    expect(requests).toHaveLength(1)
  })

  test.each([
    { name: 'it refuses', answer: { kind: 'status', status: 400 }, says: 'answered 400' },
    { name: 'it is a sign-in page', answer: { kind: 'body', body: '<html>' }, says: 'not JSON' },
    {
      name: 'it answers another form',
      answer: { kind: 'body', body: '{"vulns": []}' },
      says: 'unexpected form',
    },
    { name: 'it answers fewer queries', answer: { kind: 'body', body: '{"results": []}' }, says: '0 of 1' },
    { name: 'it breaks off', answer: { kind: 'cut' }, says: 'cannot be reached' },
  ] as const)('half an answer is none: $name', async ({ answer, says }) => {
    const faults = Array.from({ length: 4 }, () => ({ path: '/v1/querybatch' as const, answer }))
    const { url } = await start({ faults })
    const result = await queryOsv(url, [npm('a')], 20_000)
    expect(result).toMatchObject({ kind: 'unavailable', message: expect.stringContaining(says) })
  })

  test.each([
    { name: 'is not found', answer: { kind: 'status', status: 404 }, says: 'answered 404' },
    { name: 'is another one', answer: { kind: 'body', body: '{"id": "GHSA-zzzz"}' }, says: 'when asked for' },
    {
      name: 'is malformed',
      answer: { kind: 'body', body: '{"id": "GHSA-aaaa", "affected": 1}' },
      says: 'form',
    },
  ] as const)('an advisory that is named and then $name leaves nothing', async ({ answer, says }) => {
    const { url } = await start({ faults: [{ path: '/v1/vulns/', answer }] })
    const result = await queryOsv(url, [npm('a')], 20_000)
    expect(result).toMatchObject({ kind: 'unavailable', message: expect.stringContaining(says) })
  })

  test('a server that hangs costs the timeout and no more', async () => {
    const faults = [{ path: '/v1/querybatch', answer: { kind: 'hang' } }] as const
    const { url } = await start({ faults })
    expect(await queryOsv(url, [npm('a')], 300)).toEqual({
      kind: 'unavailable',
      message: 'no whole answer within 0.3 s',
    })
  })

  test('a server that pages without end is left', async () => {
    const body = JSON.stringify({ results: [{ next_page_token: 'more' }] })
    const faults = Array.from({ length: 60 }, () => ({
      path: '/v1/querybatch' as const,
      answer: { kind: 'body' as const, body },
    }))
    const { url } = await start({ faults })
    expect(await queryOsv(url, [npm('a')], 20_000)).toMatchObject({ message: 'the server pages without end' })
  })

  test('nobody listens', async () => {
    const { url } = await start({})
    await server?.close()
    const result = await queryOsv(url, [npm('a')], 20_000)
    expect(result).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('cannot be reached'),
    })
  })
})
