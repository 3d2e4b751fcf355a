import { intent, mode } from '@operator/report'
import { z } from 'zod'
import { UserError, type UserProblem } from './user-error.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** An input that GitHub hands over as text: YAML 1.2's booleans, nothing else. */
export const booleanInput = z
  .enum(['true', 'True', 'TRUE', 'false', 'False', 'FALSE'])
  .transform((text) => text.toLowerCase() === 'true')

const snapshotInput = z
  .string()
  .regex(/^(write|replay):.+$/, 'write:<path> or replay:<path>')
  .transform((text) => ({
    use: text.startsWith('write:') ? ('write' as const) : ('replay' as const),
    path: text.slice(text.indexOf(':') + 1),
  }))

/** What every JavaScript action takes. The descriptions become action.yml's and the README's. */
export const commonInputs = {
  'github-token': z
    .string()
    .optional()
    .describe('Token for reading facts and publishing. Without one the action says what it could not see.'),
  config: z.string().default('.github/operator.yml').describe('Path of the policy file in the repository.'),
  service: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]*$/i)
    .default('default')
    .describe('Service of a monorepo, as named under `services` in the policy.'),
  environment: z.string().optional().describe('Environment that is deployed to, as named in the policy.'),
  mode: mode.default('enforce').describe('`enforce` fails the job, `report` only reports.'),
  stage: z
    .enum(['pull-request', 'merge-group', 'deploy'])
    .optional()
    .describe('Overrides the stage that the event implies.'),
  intent: intent.default('release').describe('`release`, `rollback` or `hotfix`.'),
  snapshot: snapshotInput
    .optional()
    .describe('`write:<path>` keeps the collected facts; `replay:<path>` judges kept facts again.'),
  'fail-on': z
    .enum(['ask-human', 'incomplete'])
    .default('ask-human')
    .describe(
      'Least severe verdict that fails the job: `incomplete` only for a job before an environment approval.',
    ),
  comment: booleanInput.prefault('true').describe('Whether to keep one comment on the pull request.'),
  'commit-status': booleanInput
    .prefault('false')
    .describe(
      'Whether to set the commit status `operator/<action>`; for the one trusted writer of a repository.',
    ),
  'working-directory': z.string().default('.').describe('Directory of the checked-out repository.'),
}

export type Inputs<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>
export type CommonInputs = Inputs<typeof commonInputs>

/** Reads the common inputs and an action's own. Throws one {@link UserError} with the problems of both. */
export function readActionInputs<Shape extends z.ZodRawShape>(
  own: Shape,
  env: Environment,
): { readonly common: CommonInputs; readonly inputs: Inputs<Shape> } {
  const common = parseInputs(commonInputs, env)
  const inputs = parseInputs(own, env)
  if (common.ok && inputs.ok) return { common: common.value, inputs: inputs.value }
  throw new UserError([...(common.ok ? [] : common.problems), ...(inputs.ok ? [] : inputs.problems)])
}

type ParsedInputs<Shape extends z.ZodRawShape> =
  | { readonly ok: true; readonly value: Inputs<Shape> }
  | { readonly ok: false; readonly problems: readonly UserProblem[] }

/** Reads `INPUT_*` as the runner sets them; an empty value counts as absent. */
function parseInputs<Shape extends z.ZodRawShape>(shape: Shape, env: Environment): ParsedInputs<Shape> {
  const raw: Record<string, string> = {}
  for (const name of Object.keys(shape)) {
    const value = env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`]?.trim()
    if (value !== undefined && value !== '') raw[name] = value
  }
  const result = z.object(shape).safeParse(raw)
  if (result.success) return { ok: true, value: result.data }
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? '')
    const given = raw[name]
    return {
      what: given === undefined ? 'a value is required.' : `${quote(given)} is not valid.`,
      where: `input ${name}`,
      remedy: `Expected ${expectation(issue)}.`,
    }
  })
  return { ok: false, problems }
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`
  return issue.message
}

function quote(value: string): string {
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value
  return JSON.stringify(shown)
}
