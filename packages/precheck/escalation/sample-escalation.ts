import { readCommand } from '@operator/identity'
import { type Check, type CheckOutcome, type CheckStatus, type Finding, fingerprint } from '@operator/report'
import { evaluatePrecheck } from '../evaluate.ts'
import { known } from '../fact.ts'
import {
  type SamplePolicy,
  sampleNow,
  sampleRecomputed,
  sampleRules,
  sampleSnapshot,
  sampleSubject,
} from '../sample.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import type { SubjectFacts } from '../subject.ts'
import type { CommandFacts, EscalationFacts } from './facts.ts'

/** For tests: a change that drops a column, and what people say about it. */
export const path = 'db/2_drop.sql'
export const blob = '1'.repeat(40)

export const finding = (over: Partial<Finding> = {}): Finding => ({
  ruleId: 'drop-column',
  level: 'warning',
  message: 'The column users.email is gone.',
  remedy: 'Keep it.',
  location: { path },
  fingerprint: fingerprint('drop-column', path, 'users.email'),
  state: 'introduced',
  proof: 'proven',
  ...over,
})

export const otherCheck = (id: string, status: CheckStatus, findings: readonly Finding[] = []): Check => ({
  id,
  title: id,
  level: 'enforce',
  status,
  reason: { code: findings[0]?.ruleId ?? 'because', message: 'It is so.' },
  evidence: [],
  findings,
})

/** A change that drops a column, as migration-guard sees it. */
export interface Given {
  readonly checks?: readonly Check[]
  readonly commands?: readonly CommandFacts[]
  readonly escalation?: Partial<EscalationFacts>
  readonly subject?: Partial<SubjectFacts>
  readonly snapshot?: Partial<PrecheckSnapshot>
  readonly policy?: SamplePolicy
  readonly blob?: string
}

export const drops = [otherCheck('migration-guard/data', 'ask', [finding()])]

export function judge({
  checks = drops,
  commands = [],
  escalation = {},
  subject = {},
  snapshot = {},
  policy,
  ...given
}: Given) {
  const facts = sampleSnapshot({
    subject: sampleSubject(subject),
    changes: known({ files: [{ path, change: 'added', blob: given.blob ?? blob }], total: 1 }),
    escalation: {
      commands: known({ given: commands, complete: true }),
      permissions: {
        bob: { answered: true, permission: 'write' },
        ann: { answered: true, permission: 'admin' },
        guest: { answered: true, permission: 'read' },
        'helper[bot]': { answered: true, permission: 'write' },
      },
      places: [12],
      ...escalation,
    },
    ...snapshot,
  })
  const migrations = {
    verdict: checks.some(({ status }) => status === 'ask') ? ('ask-human' as const) : ('go' as const),
    checks,
  }
  const { outcomes } = evaluatePrecheck(facts, sampleRules(policy), sampleNow, {
    ...sampleRecomputed,
    migrations,
  })
  return { outcomes, facts, of: (id: string) => find(outcomes, id) }
}

export function find(outcomes: readonly CheckOutcome[], id: string): CheckOutcome {
  const outcome = outcomes.find((one) => one.id === `precheck/${id}`)
  if (outcome === undefined) throw new Error(`no outcome ${id}`)
  return outcome
}

export const told = ({ status, reason }: CheckOutcome) => `${status} ${reason.code}`
export const escalated = (given: Given) => told(judge(given).of('escalation'))

/** The line that the report prints. */
export function lineFor(given: Given): string {
  const line = /\/operator approve \S+(?: [0-9a-f]{32})+/.exec(judge(given).of('escalation').next ?? '')?.[0]
  if (line === undefined) throw new Error('no line is told')
  return line
}

export function comment(line: string, over: Partial<CommandFacts> = {}): CommandFacts {
  const command = readCommand(line)
  if (command === undefined) throw new Error(`no command: ${line}`)
  return {
    command,
    author: { login: 'bob', type: 'User', id: 2 },
    belongs: true,
    edited: false,
    on: 12,
    url: 'https://github.example/octo/shop/pull/12#issuecomment-1',
    ...over,
  }
}
