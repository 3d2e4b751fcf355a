import type { CheckId, CheckOutcome, CheckStatus, Question } from '@operator/report'
import type { OtherAnswer, OtherCheck } from '../evidence/judge-evidence.ts'
import type { Fact } from '../fact.ts'
import type { IncidentsFacts } from '../incident/facts.ts'
import { judgeIncident } from '../incident/judge-incident.ts'
import type { PrecheckRules } from '../rules.ts'
import type { Answer } from './answers.ts'
import type { Answered, Panel } from './panel.ts'

/** Something that the playbook wants a human asked about. */
export interface Trigger {
  /** Stable. */
  readonly kind: 'breaking-migration' | 'user-data' | 'cost' | 'security-incident' | 'critical-rollback'
  /** A clause: what it is. */
  readonly message: string
  readonly answered: readonly Answered[]
}

/** Asked and not answered: whether there is something to escalate. */
export interface Doubt {
  readonly code: string
  readonly message: string
  readonly next: string
}

export interface Found {
  readonly triggers: readonly Trigger[]
  readonly doubts: readonly Doubt[]
}

const nothing: Found = { triggers: [], doubts: [] }

/** The checks of migration-guard that speak of what the playbook wants asked, and how. */
const migrationKinds = {
  'migration-guard/rules': ['breaking-migration', 'a migration breaks or locks the running application'],
  'migration-guard/rollback': ['breaking-migration', 'a migration cannot simply be taken back'],
  'migration-guard/data': ['user-data', "a migration changes or loses users' data"],
  'migration-guard/row-security': ['user-data', "a migration changes who may see users' rows"],
} as const

/** Breaking changes to the database and changes of users' data; `touched` are the files that could be migrations. */
export function findMigrationTriggers(
  answer: OtherAnswer,
  touched: Fact<readonly string[]>,
  panel: Panel,
): Found {
  if (answer.kind !== 'answered') {
    if (answer.kind === 'missing' && touched.known && touched.value.length === 0) return nothing
    return doubt(
      'migrations-unknown',
      'What the migrations do is not known: migration-guard has not answered.',
    )
  }
  const triggers: Trigger[] = []
  const doubts: Doubt[] = []
  for (const check of answer.checks) {
    const kind = Object.entries(migrationKinds).find(([id]) => id === check.id)?.[1]
    if (kind === undefined) continue
    const asked = answeredOf(check, touched.known ? touched.value : [], panel)
    if (asked.length > 0)
      triggers.push({ kind: kind[0], message: `${kind[1]}${because(check)}`, answered: asked })
    else if (check.status === 'unknown' || check.status === 'pending') {
      doubts.push(
        ...doubt('migrations-unknown', `Whether ${kind[1]} is not known: ${check.id} says ${check.code}.`)
          .doubts,
      )
    }
  }
  return { triggers, doubts }
}

/** A leaked credential or malware in what ships is an incident, whether anybody has opened one or not. */
export function findSecurityTriggers(
  answer: OtherAnswer,
  incidents: Fact<IncidentsFacts>,
  rules: PrecheckRules,
  panel: Panel,
): Found {
  const found =
    answer.kind === 'answered'
      ? answer.checks.filter(
          ({ id }) => id === 'security-baseline/secrets' || id === 'security-baseline/malicious',
        )
      : []
  const inChange = found.flatMap((check): Trigger[] => {
    const answered = answeredOf(check, [], panel)
    const message = `${check.id} found something${because(check)}`
    return answered.length === 0 ? [] : [{ kind: 'security-incident', message, answered }]
  })
  if (!incidents.known) {
    if (incidents.code === 'not-asked') return { triggers: inChange, doubts: [] }
    const message = `Whether a security incident is open could not be read: ${incidents.message}`
    const next = 'Grant this job issues: read.'
    return { triggers: inChange, doubts: [{ code: incidents.code, message, next }] }
  }
  const labels = new Set(rules.precheck.escalation['security-labels'].map((label) => label.toLowerCase()))
  const prefix = `${rules.incident.label.toLowerCase()}:`
  const open = incidents.value.incidents.filter((incident) => {
    const names = incident.labels.map((label) => label.toLowerCase())
    const marked = names.some(
      (name) => labels.has(name) || (name.startsWith(prefix) && labels.has(name.slice(prefix.length))),
    )
    return marked && judgeIncident(incident, incidents.value, rules.incident.label).standing !== 'ignored'
  })
  const reported = open.map(({ number }): Trigger => {
    const asking = { check: 'precheck/escalation', code: `security-incident-${number}`, findings: [] }
    return {
      kind: 'security-incident',
      message: `the security incident #${number} is open`,
      answered: panel.ask(asking).map(({ question, answer }) => ({
        question: { ...question, what: `deploying while #${number} is open` },
        answer,
      })),
    }
  })
  return { triggers: [...inChange, ...reported], doubts: [] }
}

/** What costs money, as precheck/cost-impact judges it; absent where nobody does. */
export function findCostTriggers(outcome: CheckOutcome | undefined, panel: Panel): Found {
  if (outcome === undefined) return nothing
  const { id, status, reason, findings, questions } = outcome
  // Unknown with questions: they were asked, and whether the yes counts is what cannot be told.
  if ((status === 'unknown' || status === 'pending') && questions === undefined) {
    return doubt('cost-unknown', `What it costs is not known: ${reason.message}`)
  }
  const answered = answeredOf(
    { id, status, code: reason.code, findings, ...(questions !== undefined && { questions }) },
    [],
    panel,
  )
  return answered.length === 0
    ? nothing
    : {
        triggers: [
          {
            kind: 'cost',
            message: `it changes what is paid for${because({ status, code: reason.code })}`,
            answered,
          },
        ],
        doubts: [],
      }
}

/** Once it was answered, the code only says so. */
function because({ status, code }: Pick<OtherCheck, 'status' | 'code'>): string {
  return status === 'pass' ? '' : ` (${code})`
}

/** What is open, or was answered, in a check that asks or fails. Nothing where all is well. */
function answeredOf(
  { id, code, status, findings, questions, shown }: Omit<OtherCheck, 'level'>,
  paths: readonly string[],
  panel: Panel,
): readonly Answered[] {
  if (questions !== undefined) {
    return questions.map((question) => ({ question, answer: asSettled(id, status, question) }))
  }
  return status === 'ask' || status === 'fail' ? panel.ask({ check: id, code, findings, paths, shown }) : []
}

/** A check that asks has been settled before; its own line says why a yes does not count. */
function asSettled(id: CheckId, status: CheckStatus, { answeredBy, refusals }: Question): Answer {
  if (answeredBy !== undefined) return { kind: 'yes', by: answeredBy, where: id }
  return { kind: status === 'unknown' ? 'unclear' : 'open', why: refusals ?? [] }
}

function doubt(code: string, message: string): Found {
  return {
    triggers: [],
    doubts: [
      {
        code,
        message,
        next: 'Run migration-guard before this, or use the gate; what it cannot tell, a person has to look at.',
      },
    ],
  }
}
