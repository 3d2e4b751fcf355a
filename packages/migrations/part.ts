import type { CheckId, CheckOutcome, CheckStatus, Evidence, Finding } from '@operator/report'

/** What one history contributes to a check. */
export interface Part {
  readonly status: CheckStatus
  readonly code: string
  readonly message: string
  readonly findings?: readonly Finding[]
  readonly evidence?: readonly Evidence[]
  readonly next?: string
}

export const severity: Readonly<Record<CheckStatus, number>> = {
  'not-applicable': 0,
  overridden: 1,
  pass: 2,
  ask: 3,
  pending: 4,
  unknown: 5,
  fail: 6,
}

/** The messages of as many directories are told; the evidence holds them all. */
const namedDirectories = 3

/** The worst parts speak for the check and say what to do; findings and evidence of all are kept. */
export function joinParts(id: CheckId, parts: readonly Part[], none: Part): CheckOutcome {
  const worst = [...parts].sort((a, b) => severity[b.status] - severity[a.status])[0] ?? none
  const alike = parts.filter(({ status }) => status === worst.status && status !== 'pass')
  const messages = [...new Set([worst, ...alike].map(({ message }) => message.replace(/\.$/, '')))]
  const next = [...new Set([worst, ...alike].flatMap(({ next }) => next ?? []))]
  return {
    id,
    status: worst.status,
    reason: {
      code: worst.code,
      message: messages.length > 1 ? `${joined(messages)}.` : worst.message,
    },
    findings: parts.flatMap(({ findings }) => findings ?? []),
    evidence: [
      ...parts.flatMap(({ evidence }) => evidence ?? []),
      // What another history's part says must not vanish behind the one that speaks.
      ...parts
        .filter((part) => part !== worst && part.message !== worst.message)
        .map(({ message, status }) => ({ fact: message, source: `another directory: ${status}` })),
    ],
    ...(next.length > 0 && { next: next.length > 1 ? nextOfEach(next) : next[0] }),
  }
}

/** Each is a sentence. */
function nextOfEach(next: readonly string[]): string {
  const rest = next.length - namedDirectories
  const told = next.slice(0, namedDirectories).map((one) => one.replace(/\.?$/, '.'))
  return [...told, ...(rest > 0 ? [`And ${rest} more, as the findings say.`] : [])].join(' ')
}

function joined(messages: readonly string[]): string {
  const rest = messages.length - namedDirectories
  return `${messages.slice(0, namedDirectories).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`
}
