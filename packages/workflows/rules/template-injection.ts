import type { Level } from '@operator/report'
import { type Capability, capabilityOf } from '../capability.ts'
import { type ContextPath, findFenced, flowingContexts, parseExpression, renderPath } from '../expression.ts'
import type { Step } from '../file.ts'
import type { Rule } from '../rule.ts'
import { codeIn } from '../sinks.ts'
import { positionIn, type ScalarValue } from '../value.ts'

/** An expression is pasted into the script before the shell reads it, so the text of a title can become commands. */
export const templateInjection: Rule = {
  id: 'template-injection',
  remedy:
    'Put the value into env: and use the shell variable ("$TITLE"), which the shell never reads as code.',
  *audit(file) {
    if (file.kind === 'dependabot') return
    for (const { name, value, step } of codeIn(file)) {
      for (const fence of findFenced(value.text).found) {
        const parsed = parseExpression(fence.source)
        if (parsed.kind === 'unparsable') continue
        for (const path of flowingContexts(parsed.tree)) {
          const capability = capabilityOf(path, { file, step })
          const level = levelOf(capability, path)
          if (level === undefined) continue
          yield {
            at: positionIn(value, fence.start),
            level,
            message: `${renderPath(path)} is pasted into ${name}: ${meaningOf(capability, path)}`,
            subject: `${ownerOf(step)} ${renderPath(path)} ${lineAround(value, fence.start)}`,
          }
        }
      }
    }
  },
}

const meaning: Readonly<Record<Capability, string>> = {
  arbitrary: 'someone outside can write any text there.',
  structured: 'someone outside can influence this text.',
  unknown: 'where this text comes from cannot be told.',
  fixed: '',
}

/** A branch or tag of this repository is named by somebody who may push; that of a pull request by anybody. */
function meaningOf(capability: Capability, path: ContextPath): string {
  return /^github\.(ref|ref_name|base_ref)$/.test(renderPath(path))
    ? 'whoever names a branch or tag can write shell code there.'
    : meaning[capability]
}

function levelOf(capability: Capability, path: ContextPath): Level | undefined {
  switch (capability) {
    case 'arbitrary':
      return 'error'
    case 'structured':
      return 'warning'
    case 'unknown':
      return path.parts[0] === 'matrix' ? 'warning' : 'note'
    case 'fixed':
      return undefined
  }
}

export function ownerOf(step: Step): string {
  return step.job?.id ?? 'runs'
}

function lineAround(value: ScalarValue, offset: number): string {
  const start = value.text.lastIndexOf('\n', offset) + 1
  const end = value.text.indexOf('\n', offset)
  return value.text
    .slice(start, end === -1 ? undefined : end)
    .trim()
    .slice(0, 2_000)
}
