import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { BackupFacts, BackupList } from './facts.ts'
import { formats } from './formats/index.ts'
import { type BackupPolicy, backupPolicy, collectBackup, evaluateBackup } from './index.ts'

const now = new Date('2026-11-25T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
const policyOf = (more: object = {}): BackupPolicy => backupPolicy.parse({ command: 'true', ...more })

const told = (list: BackupList): BackupFacts => ({ kind: 'told', source: 'command true', list })
const one = (hours: number, size?: number, usable = true) => ({
  takenAt: hoursAgo(hours),
  usable,
  ...(size !== undefined && { size }),
})

function judge(facts: BackupFacts, risk: Parameters<typeof evaluateBackup>[2], more: object = {}): string {
  const { next, reason, status } = evaluateBackup(facts, policyOf(more), risk, now)
  expect(next === undefined).toBe(status === 'pass')
  return `${status} ${reason.code}`
}

describe('evaluateBackup', () => {
  test.each<[string, BackupList, string, object]>([
    ['none', { backups: [] }, 'no-backup', {}],
    ['only one that failed', { backups: [one(1, 5, false)] }, 'no-backup', {}],
    ['one that is too old', { backups: [one(25, 5)] }, 'too-old', {}],
    [
      'a failed new one beside one that is too old',
      { backups: [one(1, 5, false), one(25, 5)] },
      'too-old',
      {},
    ],
    ['one from the future', { backups: [one(-1, 5)] }, 'from-the-future', {}],
    [
      'a failed one from the future beside a good one',
      { backups: [one(-1, 5, false), one(1, 5)] },
      'from-the-future',
      {},
    ],
    ['an empty one', { backups: [one(1, 0)] }, 'empty', {}],
    ['one that lost more than half', { backups: [one(1, 4), one(24, 9)] }, 'shrunk', {}],
    [
      'one that is smaller than what was told of the one before',
      { backups: [one(1, 4)], previousSize: 9 },
      'shrunk',
      {},
    ],
    ['an untested one', { backups: [one(1, 5)] }, 'restore-untested', { 'restore-tested-within': '30d' }],
    [
      'one that was tested long ago',
      { backups: [one(1, 5)], restoreTestedAt: hoursAgo(31 * 24) },
      'restore-untested',
      { 'restore-tested-within': '30d' },
    ],
    [
      'a test in the future',
      { backups: [one(1, 5)], restoreTestedAt: hoursAgo(-1) },
      'from-the-future',
      { 'restore-tested-within': '30d' },
    ],
  ])('%s is no proof: no-go where data is lost, else a question', (_, list, code, more) => {
    expect(judge(told(list), 'loses-data', more)).toBe(`fail ${code}`)
    expect(judge(told(list), 'keeps-data', more)).toBe(`ask ${code}`)
    expect(judge(told(list), 'unknown', more)).toBe(`ask ${code}`)
  })

  test.each<[string, BackupList, object]>([
    ['a fresh one', { backups: [one(1, 5)] }, {}],
    ['a fresh one whose size nobody tells', { backups: [one(1)] }, {}],
    ['one that is a little smaller', { backups: [one(1, 5), one(24, 9)] }, {}],
    [
      'one of another clock',
      { backups: [{ takenAt: new Date(now.getTime() + 60_000).toISOString(), usable: true }] },
      {},
    ],
    [
      'one that was restored',
      { backups: [one(1, 5)], restoreTestedAt: hoursAgo(48) },
      { 'restore-tested-within': '30d' },
    ],
  ])('%s is proof', (_, list, more) => {
    expect(judge(told(list), 'loses-data', more)).toBe('pass backup-proven')
  })

  test('what was refused, or never asked for, is no proof either', () => {
    const refused: BackupFacts = {
      kind: 'refused',
      code: 'command-failed',
      message: 'It ended with 1.',
      next: 'Look.',
    }
    expect(judge(refused, 'loses-data')).toBe('fail command-failed')
    expect(judge(refused, 'keeps-data')).toBe('ask command-failed')
    const absent: BackupFacts = { kind: 'not-configured' }
    const status = (risk: Parameters<typeof evaluateBackup>[2]) =>
      evaluateBackup(absent, undefined, risk, now).status
    expect([status('loses-data'), status('unknown'), status('keeps-data')]).toEqual([
      'fail',
      'ask',
      'not-applicable',
    ])
  })

  test('a backup that is older never makes the answer better', () => {
    const worse = ['pass', 'ask', 'fail']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), (hours, more) => {
        const at = (age: number) =>
          worse.indexOf(
            evaluateBackup(told({ backups: [one(age, 5)] }), policyOf(), 'loses-data', now).status,
          )
        expect(at(hours + more)).toBeGreaterThanOrEqual(at(hours))
      }),
    )
  })
})

/** As the tools print it, cut to what matters. */
const printed: readonly (readonly [keyof typeof formats, unknown, unknown])[] = [
  [
    'json',
    {
      taken_at: '2026-11-25T03:00:00+01:00',
      size: 7,
      restore_tested_at: '2026-11-01T00:00:00Z',
      previous_size: 6,
    },
    {
      backups: [{ takenAt: '2026-11-25T02:00:00.000Z', size: 7, usable: true }],
      previousSize: 6,
      restoreTestedAt: '2026-11-01T00:00:00.000Z',
    },
  ],
  [
    'rds',
    {
      DBSnapshots: [
        {
          DBSnapshotIdentifier: 'rds:shop-1',
          SnapshotCreateTime: '2026-11-25T03:10:00.123000+00:00',
          Status: 'available',
          AllocatedStorage: 20,
        },
        { DBSnapshotIdentifier: 'x', Status: 'creating' },
      ],
    },
    { backups: [{ takenAt: '2026-11-25T03:10:00.123Z', usable: true, name: 'rds:shop-1' }] },
  ],
  [
    'rds',
    { DBClusters: [{ LatestRestorableTime: '2026-11-25T11:55:00Z' }] },
    { backups: [{ takenAt: '2026-11-25T11:55:00.000Z', usable: true, name: 'point in time' }] },
  ],
  [
    'cloud-sql',
    [
      { id: '17', status: 'SUCCESSFUL', endTime: '2026-11-25T03:00:00.000Z', maxChargeableBytes: '42' },
      { id: '18', status: 'FAILED', endTime: '2026-11-25T04:00:00Z' },
      { id: '19', status: 'RUNNING' },
    ],
    {
      backups: [
        { takenAt: '2026-11-25T03:00:00.000Z', usable: true, name: '17', size: 42 },
        { takenAt: '2026-11-25T04:00:00.000Z', usable: false, name: '18' },
      ],
    },
  ],
  [
    'azure',
    [{ name: 'backup_1', backupType: 'Full', completedTime: '2026-11-25T03:00:00.5+00:00' }],
    { backups: [{ takenAt: '2026-11-25T03:00:00.500Z', usable: true, name: 'backup_1' }] },
  ],
  [
    'supabase',
    {
      region: 'x',
      pitr_enabled: true,
      backups: [{ inserted_at: '2026-11-25T03:00:00Z', status: 'COMPLETED', is_physical_backup: true }],
      physical_backup_data: { latest_physical_backup_date_unix: 1764040000 },
    },
    {
      backups: [
        { takenAt: '2026-11-25T03:00:00.000Z', usable: true },
        { takenAt: '2025-11-25T03:06:40.000Z', usable: true, name: 'point in time' },
      ],
    },
  ],
  [
    'neon',
    { branch: { id: 'br-1', name: 'before-2', created_at: '2026-11-25T11:59:00Z', current_state: 'ready' } },
    { backups: [{ takenAt: '2026-11-25T11:59:00.000Z', usable: true, name: 'before-2' }] },
  ],
  [
    'pgbackrest',
    [
      {
        name: 'main',
        backup: [
          {
            label: '20261125-030000F',
            type: 'full',
            error: false,
            timestamp: { start: 1, stop: 1764040000 },
            info: { size: 99, delta: 99 },
          },
          {
            label: '20261125-040000I',
            type: 'incr',
            error: true,
            timestamp: { start: 1, stop: 1764043600 },
            info: { size: 99, delta: 1 },
          },
        ],
      },
    ],
    {
      backups: [
        { takenAt: '2025-11-25T03:06:40.000Z', size: 99, usable: true, name: '20261125-030000F' },
        { takenAt: '2025-11-25T04:06:40.000Z', size: 99, usable: false, name: '20261125-040000I' },
      ],
    },
  ],
  [
    'wal-g',
    [
      {
        backup_name: 'base_1',
        time: '2026-11-25T03:00:00Z',
        finish_time: '2026-11-25T03:09:00.1Z',
        uncompressed_size: 5,
      },
    ],
    { backups: [{ takenAt: '2026-11-25T03:09:00.100Z', usable: true, name: 'base_1', size: 5 }] },
  ],
  [
    'barman',
    {
      main: [
        { backup_id: '20261125T030000', status: 'DONE', end_time_timestamp: '1764040000', size_bytes: 8 },
        { backup_id: 'x', status: 'FAILED' },
      ],
    },
    { backups: [{ takenAt: '2025-11-25T03:06:40.000Z', usable: true, name: '20261125T030000', size: 8 }] },
  ],
]

describe('formats', () => {
  test('every format has a case', () => {
    expect([...new Set(printed.map(([format]) => format))].sort()).toEqual(Object.keys(formats).sort())
  })

  test.each(printed)('%s', (format, value, list) => expect(formats[format](value)).toEqual(list))

  test.each(Object.keys(formats) as (keyof typeof formats)[])('%s takes nothing else', (format) => {
    for (const value of [
      undefined,
      null,
      '',
      'fine',
      7,
      { error: 'denied' },
      [{ a: 1 }],
      { taken_at: '2026-11-25 03:00:00', size: 1 },
      { taken_at: '2026-11-25T03:00:00Z' },
      { taken_at: '2026-11-25T03:00:00Z', size: -1 },
    ])
      expect(formats[format](value)).toBeUndefined()
  })
})

describe('collectBackup', () => {
  let directory = ''
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'backup-'))
  })
  afterEach(() => rmSync(directory, { recursive: true, force: true }))

  const ask = (more: object, event = 'push') =>
    collectBackup({
      policy: policyOf(more),
      event,
      directory,
      environment: { PATH: process.env['PATH'], AWS_REGION: 'eu', GITHUB_TOKEN: 'made-up', OTHER: 'x' },
    })

  test('runs the command in a scrubbed environment and reads what it prints', async () => {
    const print = `test -z "$GITHUB_TOKEN$OTHER" && test "$AWS_REGION" = eu && echo '{"taken_at":"2026-11-25T03:00:00Z","size":5}'`
    expect(await ask({ command: print, env: ['AWS_REGION', 'GITHUB_TOKEN'] })).toMatchObject({
      kind: 'told',
      list: { backups: [{ takenAt: '2026-11-25T03:00:00.000Z', size: 5 }] },
    })
  })

  test.each([
    ['that fails', { command: 'echo denied >&2; exit 3' }, 'command-failed', /ended with 3: denied\.$/],
    ['that does not end', { command: 'sleep 60', timeout: '1s' }, 'command-failed', /did not end within 1s/],
    ['that prints words', { command: 'echo fine' }, 'output-unreadable', /printed something else/],
    ['that prints nothing', { command: 'true' }, 'output-unreadable', /printed something else/],
    [
      "that prints another tool's words",
      { command: "echo '[]'", format: 'rds' },
      'output-unreadable',
      /what rds prints/,
    ],
  ])('a command %s proves nothing', async (_, more, code, words) => {
    expect(await ask(more)).toMatchObject({ kind: 'refused', code, message: expect.stringMatching(words) })
  })

  test('is refused where others decide what runs, and where the clone holds a token', async () => {
    expect(await ask({}, 'pull_request_target')).toMatchObject({ kind: 'refused', code: 'privileged-event' })
    mkdirSync(join(directory, '.git'))
    writeFileSync(join(directory, '.git', 'config'), '[http "https://github.com/"]\n\textraheader = x\n')
    expect(await ask({})).toMatchObject({ kind: 'refused', code: 'token-in-clone' })
  })

  test('without a policy nothing runs', async () => {
    const nothing = { policy: undefined, event: 'push', directory, environment: {} }
    expect(await collectBackup(nothing)).toEqual({ kind: 'not-configured' })
  })
})
