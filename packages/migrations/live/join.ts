import type { CheckId, CheckOutcome, Evidence } from '@operator/report'
import { type Part, severity } from '../part.ts'

/** The worst part speaks for the check; what the others say stays as evidence. */
export function joinLive(id: CheckId, parts: readonly Part[], evidence: readonly Evidence[]): CheckOutcome {
  const [worst, ...others] = [...parts].sort((a, b) => severity[b.status] - severity[a.status])
  if (worst === undefined) throw new Error(`${id} was judged by nothing.`)
  const alike = others.filter(({ status }) => status === worst.status)
  const messages = [worst, ...alike].map(({ message }) => message)
  return {
    id,
    status: worst.status,
    reason: { code: worst.code, message: messages.join(' ') },
    findings: parts.flatMap(({ findings }) => findings ?? []),
    evidence: [
      ...evidence,
      ...parts.flatMap((part) => part.evidence ?? []),
      ...others
        .filter((part) => !alike.includes(part))
        .map(({ message }) => ({ fact: message, source: 'live database' })),
    ],
    ...(worst.next !== undefined && { next: worst.next }),
  }
}
