export { collectProof, evidenceArtifact, evidenceFile } from './collect-proof.ts'
export { type Issuance, issueEvidence } from './issue.ts'
export { type Proof, proof } from './proof.ts'
export type { EvidenceProblem } from './rejection.ts'
export { type RunFacts, runFacts } from './run-facts.ts'
export { predicateType, type Statement, statement, statementType } from './statement.ts'
export { maxEvidence, type ParsedEvidence, parsedEvidence, parseEvidence, serialiseEvidence } from './text.ts'
export {
  type EvidenceVerdict,
  type ExpectedEvidence,
  verifyEvidence,
} from './verify.ts'
