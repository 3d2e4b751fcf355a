import { describe, expect, test } from '@jest/globals'
import { type WatchPolicy, watchPolicy } from './policy.ts'
import { resolveTargets } from './resolve-targets.ts'
import { resolveUrl } from './target.ts'

const policy = (given: Parameters<typeof watchPolicy.parse>[0]): WatchPolicy => watchPolicy.parse(given)
const base = new URL('https://www.example.com/shop/')

describe('what is asked', () => {
  test('a path lies below the environment’s address, an address is taken as it is', () => {
    expect(resolveUrl('/login', base)?.href).toBe('https://www.example.com/shop/login')
    expect(resolveUrl('/', base)?.href).toBe('https://www.example.com/shop/')
    expect(resolveUrl('http://other.example/x', base)?.href).toBe('http://other.example/x')
    expect(resolveUrl('/login', undefined)).toBeUndefined()
  })

  test('is the address itself when the policy names no path', () => {
    const resolved = resolveTargets(policy({}), base, () => undefined)
    expect(resolved.ok && [...resolved.value.paths.keys()]).toEqual(['home'])
  })

  test('is never nothing', () => {
    const resolved = resolveTargets(policy({}), undefined, () => undefined)
    expect(resolved.ok || resolved.problems[0]?.what).toBe('there is nothing to watch.')
  })

  test('every problem is said at once: no address, no variable, a name twice', () => {
    const given = {
      paths: [
        { name: 'a', url: '/a' },
        { name: 'a', url: 'https://x.example/' },
      ],
      version: { header: 'x-sha', headers: { authorization: { env: 'TOKEN_A' } } },
      metrics: [
        {
          name: 'm',
          prometheus: {
            url: 'https://p.example',
            bad: 'b',
            total: 't',
            headers: { authorization: { env: 'TOKEN_B' } },
          },
        },
      ],
    }
    const unresolved = resolveTargets(policy(given), undefined, () => undefined)
    expect(unresolved.ok ? [] : unresolved.problems.map(({ where }) => where)).toEqual([
      'watch.paths (a)',
      'watch.version',
      'watch.version',
      'watch.metrics (m)',
      'watch.paths',
    ])
  })
})

describe('the policy', () => {
  const error = (given: Record<string, unknown>) =>
    watchPolicy.safeParse(given).error?.issues.map(({ message }) => message)

  test.each([
    [{ paths: [{ name: 'a' }] }, 'a path has `url` or `steps`'],
    [{ paths: [{ name: 'a', url: '/a', steps: [{ get: '/' }] }] }, 'a path has `url` or `steps`'],
    [{ paths: [{ name: 'a', steps: [{ get: '/', post: '/' }] }] }, 'a step has exactly one of'],
    [{ paths: [{ name: 'a', url: 'file:///etc/passwd' }] }, 'an http(s) address'],
    [{ paths: [{ name: 'a', url: '//evil.example' }] }, 'an http(s) address'],
    [{ version: { url: '/version' } }, 'a version has exactly one of'],
    [{ version: { json: 'sha', header: 'x' } }, 'a version has exactly one of'],
    [{ paths: [{ name: 'a', steps: [{ get: '/', headers: { a: { env: 'INPUT_GITHUB-TOKEN' } } }] }] }, ''],
    [{ paths: [{ name: 'a', steps: [{ get: '/', headers: { a: { env: 'GITHUB_TOKEN' } } }] }] }, ''],
    [{ interval: '0s' }, 'more than no time'],
    [{ rollback: { workflow: '../deploy.yml' } }, 'a file name in .github/workflows'],
  ])('refuses %j', (given, message) => {
    expect(error(given)?.join()).toContain(message)
    expect(error(given)).toBeDefined()
  })
})
