import { type Detection, fingerprint } from '@operator/report'
import { type AuditedFile, kindOf, modelFile } from './file.ts'
import type { WorkflowsPolicy } from './policy.ts'
import { readYaml } from './read-yaml.ts'
import { rules } from './rules/index.ts'
import { unparsableExpressions } from './unparsable-expressions.ts'
import type { Position } from './value.ts'

/** What one file is and holds; `foreign` files are none of GitHub's. */
export type FileReading =
  | { readonly kind: 'file'; readonly file: AuditedFile }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'unparsable'; readonly problem: string; readonly at: Position | undefined }

export function readFileModel(path: string, content: Uint8Array): FileReading {
  const kind = kindOf(path)
  if (kind === undefined) return { kind: 'foreign' }
  const yaml = readYaml(content)
  if (yaml.kind === 'unparsable') return yaml
  const model = modelFile(path, kind, yaml.root)
  if (model.kind !== 'malformed') return model
  return { kind: 'unparsable', problem: model.problem, at: model.value.at }
}

export interface FileAudit {
  readonly detections: readonly Detection[]
  /** Why the file, or part of it, could not be judged. */
  readonly problems: readonly string[]
}

/** Applies every rule to one file. A file that cannot be read yields the detection `unparsable` and a problem. */
export function auditFile(path: string, content: Uint8Array, policy: WorkflowsPolicy): FileAudit {
  const reading = readFileModel(path, content)
  if (reading.kind === 'foreign') return { detections: [], problems: [] }
  if (reading.kind === 'unparsable') return unread(path, [{ at: reading.at, problem: reading.problem }])
  const { file } = reading
  const detections: Detection[] = []
  for (const rule of rules) {
    if (policy['ignore-rules'].includes(rule.id)) continue
    for (const hit of rule.audit(file, policy)) {
      detections.push({
        ruleId: rule.id,
        level: hit.level,
        message: hit.message.slice(0, 1_000),
        location: { path, line: hit.at.line, column: hit.at.column },
        remedy: rule.remedy,
        fingerprint: fingerprint('workflows', rule.id, path, hit.level, hit.subject),
        proof: 'static',
      })
    }
  }
  const rest = unread(path, unparsableExpressions(file))
  return { detections: [...detections, ...rest.detections], problems: rest.problems }
}

function unread(path: string, problems: readonly { at: Position | undefined; problem: string }[]): FileAudit {
  return {
    detections: problems.map(({ at, problem }) => ({
      ruleId: 'unparsable',
      level: 'warning',
      message: problem,
      location: { path, ...(at && { line: at.line, column: at.column }) },
      remedy: 'Write the file so that GitHub and this audit can read it.',
      fingerprint: fingerprint('workflows', 'unparsable', path, problem),
      proof: 'static',
    })),
    problems: problems.map(({ problem }) => problem),
  }
}
