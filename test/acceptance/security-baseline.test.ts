import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, request as forward } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Report, report as reportSchema } from '@operator/report'
import { runActionProcess } from '@operator/tooling'
import { seededRandom } from '../../packages/secrets/random.ts'
import { secretRules } from '../../packages/secrets/rules/index.ts'
import { createRepository, type FileContent, type TestRepository } from '../git/repository.ts'
import { addPullRequest, createWorld, type StandIn, startGitHub } from '../github/index.ts'
import { advisory, type OsvFault, type OsvServer, range, startOsv } from '../osv/index.ts'
import { releaseTree } from './built-tree.ts'

type Files = Readonly<Record<string, FileContent>>

const records = [
  advisory('GHSA-1111-2222-3333', {
    summary: 'Path traversal',
    affected: [range('npm', 'bad', '0', '1.5.0')],
    database_specific: { severity: 'HIGH' },
  }),
  advisory('MAL-2026-7', { summary: 'Malicious code in evil', affected: [range('npm', 'evil', '0')] }),
]

let action: string
beforeAll(async () => {
  action = join(await releaseTree(['security-baseline']), 'security-baseline')
}, 180_000)

let repository: TestRepository
let workspace: string
let osv: OsvServer
let github: StandIn
beforeEach(async () => {
  osv = await startOsv({ records })
  repository = createRepository()
  repository.commit({ 'README.md': 'x' })
  workspace = mkdtempSync(join(tmpdir(), 'operator-workspace-'))
})
afterEach(async () => {
  await Promise.all([osv.close(), github.close()])
  repository.remove()
  rmSync(workspace, { recursive: true, force: true })
})

interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>
  readonly policy?: string
  readonly message?: string
}

/** Judges a pull request from `base` to `head` as the runner would, with a comment on the stand-in GitHub. */
async function judge(base: Files, head: Files, { environment, policy, message }: RunOptions = {}) {
  const config = policy ?? `security: { dependencies: { source: "${osv.url}" } }`
  const from = repository.commit({ ...base, '.github/operator.yml': config })
  const to = repository.commit(head, message === undefined ? {} : { message })
  execFileSync('git', ['branch', '--force', 'topic', to], { cwd: repository.directory })
  execFileSync('git', ['update-ref', 'refs/heads/main', from], { cwd: repository.directory })
  rmSync(workspace, { recursive: true, force: true })
  execFileSync('git', ['clone', '--quiet', '--no-checkout', repository.directory, workspace])
  github = await startGitHub(
    createWorld({
      repository: { owner: 'octo', name: 'shop', git: repository.directory },
      people: { mona: 'write' },
    }),
  )
  const pull = addPullRequest(github.world, { head: 'topic', author: 'mona' })
  const side = (sha: string, ref: string) => ({ sha, ref, repo: { full_name: 'octo/shop' } })
  const repositoryPayload = { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true }
  const snapshot = join(workspace, '.git', 'operator-snapshot.json')
  const result = await runActionProcess({
    directory: action,
    inputs: {
      'github-token': github.mintToken({ permissions: { contents: 'read', 'pull-requests': 'write' } }),
      snapshot: `write:${snapshot}`,
    },
    payload: {
      repository: repositoryPayload,
      pull_request: {
        number: pull.number,
        head: side(to, 'topic'),
        base: side(from, 'main'),
        user: { login: 'mona' },
      },
    },
    environment: {
      PATH: process.env['PATH'] ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_REF: `refs/pull/${pull.number}/merge`,
      GITHUB_SHA: to,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_WORKSPACE: workspace,
      ...environment,
    },
  })
  const report: Report = reportSchema.parse(JSON.parse(result.report ?? 'null'))
  return {
    ...result,
    report,
    text: result.report ?? '',
    snapshot: readFileSync(snapshot, 'utf8'),
    comments: github.world.comments.map((comment) => comment.body).join('\n'),
    status: (id: string) => report.checks.find((check) => check.id === `security-baseline/${id}`)?.status,
    reason: (id: string) => report.checks.find((check) => check.id === `security-baseline/${id}`)?.reason,
  }
}

const lock = (...packages: readonly string[]) => ({
  'package.json': JSON.stringify({ dependencies: Object.fromEntries(packages.map((one) => [one, '*'])) }),
  'package-lock.json': JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': {},
      ...Object.fromEntries(packages.map((one) => [`node_modules/${one}`, { version: '1.0.0' }])),
    },
  }),
})

describe('security-baseline, as the release ships it', () => {
  test('a clean change is go; the summary says so first', async () => {
    const result = await judge(lock('fine'), { 'src/a.ts': 'export const a = 1' })
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'go', allowed: 'true' } })
    expect(result.summary.split('\n')[0]).toContain('go: every enforced check passed')
    expect(result.comments).toContain('go: every enforced check passed')
  }, 60_000)

  test('every part of a bad change is said, and the worst decides', async () => {
    const [rule] = secretRules
    const result = await judge(lock('fine'), {
      ...lock('fine', 'bad', 'evil'),
      'src/a.ts': `x = "${rule?.sample(seededRandom(1))}"; NEXT_PUBLIC_API_SECRET`,
      '.github/workflows/a.yml':
        'on: issues\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo ${{ github.event.issue.title }}\n',
    })
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'no-go', allowed: 'false' } })
    for (const id of ['secrets', 'malicious', 'dependencies', 'workflows', 'environment'])
      expect([id, result.status(id)]).toEqual([id, 'fail'])
  }, 60_000)

  test('no secret is in anything that it writes, in a job that masks', async () => {
    const samples = secretRules.map((rule) => rule.sample(seededRandom(21)))
    const files = Object.fromEntries(
      samples.map((text, index) => [`src/f${index}.ts`, `const a = "${text}"\n`]),
    )
    const result = await judge({}, files, { message: `Add\n\n${samples.join('\n')}` })
    expect(result.outputs['verdict']).toBe('no-go')
    const visible = result.log.replace(/^::add-mask::.*$/gm, '')
    const { summary, text, snapshot, comments, exported, sarif = '' } = result
    const published = { visible, summary, text, snapshot, comments, exported, sarif }
    for (const sample of samples) {
      const longest = sample.split(/[\s"]+/).reduce((a, b) => (b.length > a.length ? b : a))
      const places = Object.entries(published).filter(([, text]) => text.includes(longest))
      expect(
        places.map(
          ([place, text]) =>
            `${place}: ${text.slice(text.indexOf(longest) - 200, text.indexOf(longest) + 20)}`,
        ),
      ).toEqual([])
    }
    expect(result.log.match(/^::add-mask::/gm)?.length).toBeGreaterThan(50)
  }, 90_000)
})

describe('bad input', () => {
  const hostile: Files = {
    'one-line.js': `var a = "${'a'.repeat(10_000_000)}"`,
    'binary.bin': Buffer.from(Array.from({ length: 4_096 }, (_, index) => index % 256)),
    'latin1.txt': Buffer.from([0x70, 0xe9, 0xff, 0xfe, 0x0a]),
    loop: { link: 'loop' },
    'loop-a': { link: 'loop-b' },
    'loop-b': { link: 'loop-a' },
    outside: { link: '../../../../../../../../etc/passwd' },
    'new\nline.ts': 'VITE_SECRET_ONE',
    '::error file=x::pwned.ts': 'VITE_SECRET_TWO',
    '`x`<img src=y>|@mona.ts': 'VITE_SECRET_THREE',
    '.github/workflows/bomb.yml': `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\non: push\njobs: {a: *c}\n`,
    '.github/workflows/deep.yml': `on: push\njobs: ${'{a: '.repeat(3_000)}1${'}'.repeat(3_000)}\n`,
    '.github/workflows/binary.yml': Buffer.from([0, 1, 2, 0xff]),
    'deep/package-lock.json': `{"lockfileVersion":1,"dependencies":${'{"a":{"dependencies":'.repeat(20_000)}{}${'}}'.repeat(20_000)}}`,
    'bomb/pnpm-lock.yaml': 'lockfileVersion: &a [x,x]\nimporters: &b [*a,*a]\npackages: [*b,*b]\n',
  }

  test('ends with a verdict, a sentence for each, and no stack', async () => {
    const result = await judge({}, hostile)
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'incomplete', allowed: 'false' } })
    expect(result.reason('malicious')?.code).toBe('unread-lockfile')
    expect(result.status('secrets')).toBe('pass')
    expect(result.log).not.toMatch(/^\s+at .+:\d+:\d+/m)
    expect(result.log).not.toContain('This is a defect of Operator')
    // What a file is called is never a command of the runner, and never Markdown.
    expect(result.log).not.toMatch(/^::error file=x::/m)
    const prose = result.summary.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '')
    expect(prose).not.toMatch(/<img|@mona/)
    expect(result.text).not.toContain('root:x:')
  }, 120_000)

  test('a huge lockfile', async () => {
    const packages = Object.fromEntries(
      Array.from({ length: 15_000 }, (_, index) => [
        `node_modules/p${index}`,
        {
          version: '1.0.0',
          resolved: `https://host/p${index}/-/p${index}-1.0.0.tgz`,
          integrity: 'x'.repeat(95),
        },
      ]),
    )
    const text = JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } }, null, 2)
    const result = await judge({}, { 'package-lock.json': text })
    expect(result.outputs['verdict']).toBe('go')
    expect(Math.max(...osv.batches)).toBe(1_000)
  }, 120_000)
})

describe('the advisory source', () => {
  const refusing = (times: number, fault: OsvFault['answer']): OsvFault[] =>
    Array.from({ length: times }, () => ({ path: '/v1/querybatch', answer: fault }))

  test.each<[string, OsvFault[], string]>([
    ['is down', refusing(4, { kind: 'status', status: 503 }), 'answered 503'],
    ['answers a web page', refusing(4, { kind: 'body', body: '<html>' }), 'not JSON'],
    ['breaks off', refusing(2, { kind: 'cut' }), 'cannot be reached'],
  ])(
    '%s: incomplete, with what to do',
    async (_, faults, says) => {
      osv.faults.push(...faults)
      const result = await judge(lock('fine'), lock('fine', 'other'))
      expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'incomplete', allowed: 'false' } })
      expect(result.reason('malicious')?.message).toContain(says)
      expect(result.outputs['summary']).toContain('security.dependencies.source')
    },
    60_000,
  )

  test('hangs: incomplete after the policy’s timeout', async () => {
    osv.faults.push(...refusing(1, { kind: 'hang' }))
    const policy = `security: { dependencies: { source: "${osv.url}", timeout: 1s } }`
    const result = await judge(lock('fine'), lock('fine', 'other'), { policy })
    expect(result.reason('malicious')?.message).toContain('no whole answer within 1 s')
  }, 60_000)

  test('cannot be reached, and the change touches no dependency: only malware is unknown', async () => {
    const policy = 'security: { dependencies: { source: "http://127.0.0.1:1" } }'
    const result = await judge(lock('fine'), { 'src/a.ts': 'x' }, { policy })
    expect(result.status('dependencies')).toBe('pass')
    expect(result.status('malicious')).toBe('unknown')
  }, 60_000)

  test('is reached through the proxy that the environment names', async () => {
    const through: string[] = []
    const proxy = createServer((request, response) => {
      const url = new URL(request.url ?? '')
      through.push(url.host)
      request.pipe(
        forward(
          new URL(url.pathname, osv.url),
          { method: request.method, headers: request.headers },
          (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.headers)
            answer.pipe(response)
          },
        ),
      )
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const address = proxy.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const policy = 'security: { dependencies: { source: "http://advisories.acme.example" } }'
    const environment = { HTTP_PROXY: `http://127.0.0.1:${port}`, NO_PROXY: '127.0.0.1' }
    const result = await judge(lock('fine'), lock('fine', 'evil'), { policy, environment })
    expect(result.status('malicious')).toBe('fail')
    expect(new Set(through)).toEqual(new Set(['advisories.acme.example']))
    proxy.closeAllConnections()
    await new Promise((resolve) => proxy.close(resolve))
  }, 60_000)
})
