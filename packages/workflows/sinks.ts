import type { ActionFile, Step, WorkflowFile } from './file.ts'
import { at, entriesOf, type ScalarValue, scalar } from './value.ts'

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

interface Code {
  readonly name: string
  readonly value: ScalarValue
}

/** Every text of a file that becomes code, with the step that it stands in; the shell for all steps of a job with its first. */
export function codeIn(file: WorkflowFile | ActionFile): (Code & { readonly step: Step })[] {
  const jobs = file.kind === 'workflow' ? file.jobs : []
  const shells = jobs.flatMap(({ body, steps: [step] }) => {
    const value = scalar(body, 'defaults', 'run', 'shell')
    return value && step ? [{ name: 'shell', value, step }] : []
  })
  return [...shells, ...file.steps.flatMap((step) => codeOf(step).map((code) => ({ ...code, step })))]
}

/** What a step that runs an image starts in it, and with which words. */
const imageInputs: readonly string[] = ['args', 'entrypoint']

/** The texts of a step that become code: its script, the shell for it, the command line of an image, and known inputs of known actions. */
function codeOf(step: Step): Code[] {
  const scripts = step.run ? [{ name: 'run', value: step.run }] : []
  const shell = step.run && scalar(step.body, 'shell')
  if (shell) scripts.push({ name: 'shell', value: shell })
  const { action } = step
  if (action?.kind !== 'repository' && action?.kind !== 'docker' && action?.kind !== 'local') return scripts
  const known = action.kind === 'repository' ? (codeInputs[action.slug] ?? []) : []
  const inputs = [...known, ...imageInputs]
  for (const { key, value } of entriesOf(at(step.body, 'with'))) {
    if (inputs.includes(key.toLowerCase()) && value.kind === 'scalar') scripts.push({ name: key, value })
  }
  return scripts
}
