import type { Level } from '@operator/report'
import type { Step } from '../file.ts'
import { majorVersion } from '../major-version.ts'
import type { Rule } from '../rule.ts'
import { isAction, nameOfUses } from '../uses.ts'
import { textOf } from '../value.ts'
import { ownerOf } from './template-injection.ts'

/** actions/checkout leaves its token on disk for every later step, and for whoever downloads an artifact of the directory. */
export const artipacked: Rule = {
  id: 'artipacked',
  remedy: 'Set persist-credentials: false on the checkout.',
  *audit(file) {
    if (file.kind === 'dependabot') return
    for (const [index, step] of file.steps.entries()) {
      if (!isAction(step.uses?.text, 'actions/checkout') || step.uses === undefined) continue
      const persist = textOf(step.body, 'with', 'persist-credentials')
      // An explicit true is a decision; it still leaks when the directory is uploaded.
      const uploaded = file.steps
        .slice(index + 1)
        .some((later) => later.job?.id === step.job?.id && uploadsWorkspace(later))
      if (persist?.toLowerCase() === 'false' || (persist !== undefined && !uploaded)) continue
      yield {
        at: step.uses.at,
        level: levelOf(step, uploaded),
        message: uploaded
          ? 'The checkout keeps its token on disk, and a later step uploads the whole directory.'
          : 'The checkout keeps its token on disk for all later steps.',
        subject: `${ownerOf(step)} ${nameOfUses(step.uses.text)} ${uploaded}`,
      }
    }
  },
}

/** Since v6 the token lies in RUNNER_TEMP and not in `.git/config` (actions/checkout#2286). */
function levelOf(step: Step, uploaded: boolean): Level {
  const outside = (majorVersion(step) ?? 0) >= 6
  if (uploaded) return outside ? 'warning' : 'error'
  return outside ? 'note' : 'warning'
}

function uploadsWorkspace(step: Step): boolean {
  if (!isAction(step.uses?.text, 'actions/upload-artifact')) return false
  const paths = (textOf(step.body, 'with', 'path') ?? '').split('\n').map((path) => path.trim())
  return paths.some((path) => /^(\.\.?\/?|\*\*?|\.\/\*\*?|\$\{\{\s*github\.workspace\s*\}\}\/?)$/.test(path))
}
