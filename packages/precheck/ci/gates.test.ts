import { describe, expect, test } from '@jest/globals'
import { known, unreadBecause } from '../fact.ts'
import {
  headTree,
  type SampleCi,
  type SamplePolicy,
  sampleCheck,
  sampleCi,
  sampleJob,
  sampleRules,
  sampleSubject,
  sampleSuites,
  sampleWorkflow,
} from '../sample.ts'
import { detectGates, namesGate } from './detect-gates.ts'
import type { Gate } from './facts.ts'
import { evaluateGate } from './gates.ts'

const judge = (gate: Gate, sample: SampleCi = {}, policy: SamplePolicy = {}) =>
  evaluateGate(gate, sampleCi(sample), sampleSubject(), sampleRules(policy))

describe('lint, tests, build', () => {
  test.each<Gate>(['lint', 'tests', 'build'])('%s passes when it ran and is green', (gate) => {
    expect(judge(gate)).toMatchObject({
      id: `precheck/${gate}`,
      status: 'pass',
      reason: { code: 'gate-green' },
    })
  })

  test('a failure fails, an open one is pending, a skipped one is unknown', () => {
    const only = (conclusion: string | null) =>
      judge('tests', { checks: [sampleCheck({ name: 'tests', conclusion })] })
    expect(only('FAILURE')).toMatchObject({ status: 'fail', reason: { code: 'gate-failed' } })
    expect(only(null)).toMatchObject({ status: 'pending', reason: { code: 'gate-pending' } })
    expect(only('SKIPPED')).toMatchObject({ status: 'unknown', reason: { code: 'gate-skipped' } })
  })

  test('an absent gate is unknown, and the job that would be it is named', () => {
    const workflows = [sampleWorkflow('ci.yml', [sampleJob('verify', { gates: ['lint'] })])]
    const outcome = judge('lint', { checks: [sampleCheck({ name: 'tests' })], workflows })
    expect(outcome).toMatchObject({ status: 'unknown', reason: { code: 'gate-missing' } })
    expect(outcome.reason.message).toContain('verify of .github/workflows/ci.yml')
  })

  test('a job of another name is the gate when its commands say so', () => {
    const workflows = [sampleWorkflow('ci.yml', [sampleJob('verify', { gates: ['lint', 'tests'] })])]
    const checks = [sampleCheck({ name: 'verify' })]
    expect(judge('lint', { checks, workflows }).status).toBe('pass')
    expect(judge('tests', { checks, workflows }).status).toBe('pass')
    expect(judge('build', { checks, workflows }).status).toBe('unknown')
  })

  test('the gate that ran on the pull request’s head counts after the merge, for the same tree', () => {
    const onHead = [sampleCheck({ name: 'tests', event: 'pull_request', run: 77 })]
    const predecessor = (tree: string) => ({
      checks: [sampleCheck({ name: 'lint' })],
      changes: {
        predecessor: known({
          oid: 'e'.repeat(40),
          tree,
          pullRequest: 12,
          checks: { checkRuns: onHead, statuses: [], suites: sampleSuites(onHead), unread: [] },
        }),
      },
    })
    expect(judge('tests', predecessor(headTree)).status).toBe('pass')
    expect(judge('tests', predecessor('f'.repeat(40))).reason.code).toBe('gate-missing')
  })

  test('a green gate in half an answer may have a red twin in the other half', () => {
    const checkRuns = [sampleCheck({ name: 'tests' })]
    const half = { checkRuns, statuses: [], suites: sampleSuites(checkRuns), unread: ['a page failed.'] }
    expect(judge('tests', { changes: { checks: known(half) } }).reason.code).toBe('checks-unread')
  })

  test('the policy can name the jobs; then nothing else counts', () => {
    const policy = { precheck: { gates: { tests: ['suite *'] } } }
    expect(judge('tests', {}, policy).status).toBe('unknown')
    expect(judge('tests', { checks: [sampleCheck({ name: 'suite (24)' })] }, policy).status).toBe('pass')
  })

  test('without an answer it is unknown', () => {
    const changes = { checks: unreadBecause('no-token', 'There is no token.') }
    expect(judge('tests', { changes })).toMatchObject({ status: 'unknown', reason: { code: 'no-token' } })
  })
})

describe('detectGates', () => {
  const job = (over: object) => ({
    id: 'x',
    checkNames: [['x']],
    needs: [],
    calls: undefined,
    deploys: false,
    commands: [],
    actions: [],
    ...over,
  })

  test.each<[string, object, Gate[]]>([
    ['npm scripts', { commands: ['npm ci\nnpm run lint\nnpm test'] }, ['lint', 'tests']],
    ['pnpm with flags', { commands: ['pnpm -r --filter web run build'] }, ['build']],
    ['cargo', { commands: ['cargo clippy --all\ncargo nextest run'] }, ['lint', 'tests']],
    ['go', { commands: ['go vet ./...', 'go test ./...', 'go build ./cmd'] }, ['lint', 'tests', 'build']],
    ['make', { commands: ['make check build'] }, ['tests', 'build']],
    [
      'actions',
      { actions: ['golangci/golangci-lint-action@v8', 'docker/build-push-action@v6'] },
      ['lint', 'build'],
    ],
    ['its name', { id: 'unit-tests', checkNames: [['Unit tests (', ')']] }, ['tests']],
    ['nothing of it', { id: 'deploy', checkNames: [['deploy']], commands: ['./ship.sh latest'] }, []],
  ])('%s', (_, over, gates) => {
    expect(detectGates(job(over))).toEqual(gates)
  })

  test('a word inside another word is no sign', () => {
    for (const name of ['contest', 'latest', 'rebuilding', 'splinter', 'attestation']) {
      expect([namesGate('tests', name), namesGate('build', name), namesGate('lint', name)]).toEqual([
        false,
        false,
        false,
      ])
    }
    expect(namesGate('tests', 'ci/circleci: unit_tests')).toBe(true)
  })

  test('a hostile command costs no more than its length', () => {
    expect(detectGates(job({ commands: ['npm '.repeat(100_000)] }))).toEqual([])
  })
})
