import { checkId, checkLevel, checkStatus, subject, verdict } from '@operator/report'
import { z } from 'zod'
import { runFacts } from './run-facts.ts'

export const statementType = 'https://in-toto.io/Statement/v1'
/** Names this form of the predicate; another form gets another name. */
export const predicateType = 'https://github.com/org/operator/evidence/v1'

const gitOid = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

const evidenceCheck = z
  .object({
    id: checkId,
    level: checkLevel,
    status: checkStatus,
    code: z.string(),
    /** Fingerprints of what it asks people about, as whoever approves this run was shown them. */
    questions: z.array(z.string()).max(30).readonly().optional(),
  })
  .readonly()

const predicate = z
  .object({
    action: z.string(),
    /** Operator's version. */
    version: z.string(),
    verdict,
    /** True only for go. */
    allowed: z.boolean(),
    generatedAt: z.iso.datetime(),
    validUntil: z.iso.datetime(),
    subject,
    /** The tree of the base that the change was compared with; null for the empty tree's own reason: no base. */
    baseTree: gitOid.nullable(),
    policyDigest: z.string(),
    checks: z.array(evidenceCheck).max(200).readonly(),
    /** SHA-256 of the report file, byte by byte. */
    reportDigest: sha256,
    /** Null outside GitHub Actions; then it proves nothing to anybody else. */
    run: runFacts.nullable(),
  })
  .readonly()

/** in-toto Statement v1: what a report said about which commit and tree, and the run that said it. */
export const statement = z
  .object({
    _type: z.literal(statementType),
    subject: z
      .tuple([
        z
          .object({ name: z.literal('commit'), digest: z.object({ gitCommit: gitOid }).readonly() })
          .readonly(),
        z.object({ name: z.literal('tree'), digest: z.object({ gitTree: gitOid }).readonly() }).readonly(),
      ])
      .readonly(),
    predicateType: z.literal(predicateType),
    predicate,
  })
  .readonly()
export type Statement = z.infer<typeof statement>
