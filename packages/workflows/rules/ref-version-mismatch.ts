import type { Rule } from '../rule.ts'
import { isCommitId } from '../uses.ts'

/** `@v4 # v5`: one of the two is wrong, and a reader believes the comment. */
export const refVersionMismatch: Rule = {
  id: 'ref-version-mismatch',
  remedy: 'Make the comment name the version that is used.',
  *audit(file) {
    if (file.kind === 'dependabot') return
    for (const { uses, action, job } of file.steps) {
      if (
        uses === undefined ||
        action?.kind !== 'repository' ||
        action.ref === undefined ||
        isCommitId(action.ref)
      )
        continue
      const said = version(uses.comment ?? '')
      const used = version(action.ref)
      if (
        said === undefined ||
        used === undefined ||
        `${said}.`.startsWith(`${used}.`) ||
        `${used}.`.startsWith(`${said}.`)
      )
        continue
      yield {
        at: uses.at,
        level: 'note',
        message: `${uses.text} is commented as ${uses.comment ?? ''}.`,
        subject: `${job?.id ?? 'runs'} ${uses.text}`,
      }
    }
  },
}

function version(text: string): string | undefined {
  return /^\s*(?:tag=)?v?(\d{1,6}(?:\.\d{1,6}){0,3})\s*$/.exec(text)?.[1]
}
