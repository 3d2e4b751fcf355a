import { collectProof, parseEvidence, type RunFacts } from '@operator/evidence'
import type { GitHub } from '@operator/github'
import type { HandedOver } from './facts.ts'

/** Reads the evidence that an input holds, and what there is to believe it for. */
export async function collectHandedOver(
  text: string | undefined,
  github: GitHub | undefined,
  run: RunFacts | undefined,
): Promise<HandedOver | undefined> {
  if (text === undefined) return undefined
  const parsed = parseEvidence(text)
  if (!parsed.ok) return { parsed }
  return { parsed, proof: await collectProof(parsed.statement, github, run) }
}
