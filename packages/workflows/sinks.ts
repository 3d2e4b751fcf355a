import type { Step } from './file.ts'
import { at, entriesOf, type ScalarValue } from './value.ts'

/** Inputs whose text the action runs as code (CodeQL's models of actions, and the actions' own documentation). */
const codeInputs: Readonly<Record<string, readonly string[]>> = {
  '8398a7/action-slack': ['custom_payload'],
  'actions/github-script': ['script'],
  'amadevus/pwsh-script': ['script'],
  'appleboy/ssh-action': ['script'],
  'azure/cli': ['inlinescript'],
  'azure/powershell': ['inlinescript'],
  'devorbitus/yq-action-output': ['cmd'],
  'gautamkrishnar/blog-post-workflow': ['item_exec'],
  'imjohnbo/issue-bot': ['body', 'linked-comments-previous-issue-text', 'linked-comments-new-issue-text'],
  'jannekem/run-python-script-action': ['script'],
  'lucasbento/auto-close-issues': ['issue-close-message'],
  'mikefarah/yq': ['cmd'],
  'nick-fields/retry': ['command'],
  'roots/issue-closer-action': ['issue-close-message', 'pr-close-message'],
  'sergeysova/jq-action': ['cmd'],
  'skitionek/notify-microsoft-teams': ['overwrite'],
  'tibdex/backport': ['body_template', 'head_template', 'labels_template', 'title_template'],
}

/** The texts of a step that become code: its script, and known inputs of known actions. */
export function codeOf(step: Step): { readonly name: string; readonly value: ScalarValue }[] {
  const scripts = step.run ? [{ name: 'run', value: step.run }] : []
  if (step.action?.kind !== 'repository') return scripts
  const inputs = codeInputs[step.action.slug] ?? []
  for (const { key, value } of entriesOf(at(step.body, 'with'))) {
    if (inputs.includes(key.toLowerCase()) && value.kind === 'scalar') scripts.push({ name: key, value })
  }
  return scripts
}
