import { suggest } from '@operator/policy'
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
    .regex(/^[a-z0-9][a-z0-9._-]*$/i, 'letters, digits, dots, dashes and underscores')
    .default('default')
    .describe('Service of a monorepo, as named under `services` in the policy.'),
  environment: z.string().optional().describe('Environment that is deployed to, as named in the policy.'),
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/, 'the 40 hexadecimal digits of a commit')
    .optional()
    .describe(
      "Commit to judge where that is not the event's own, such as the target of a rollback. Deployments only.",
    ),
  mode: mode.default('enforce').describe('`enforce` fails the job, `report` only reports.'),
  stage: z
    .enum(['pull-request', 'merge-group', 'deploy'])
    .optional()
    .describe('Overrides the stage that the event implies.'),
  intent: intent.default('release').describe('`release`, `rollback` or `hotfix`.'),
  snapshot: snapshotInput
    .optional()
    .describe(
      '`write:<path>` keeps the collected facts; `replay:<path>` judges kept facts again and publishes nothing.',
    ),
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

export interface ActionInputs<Shape extends z.ZodRawShape> {
  readonly common: CommonInputs
  readonly inputs: Inputs<Shape>
  /** As they were given, without those that are secret. */
  readonly given: Readonly<Record<string, string>>
}

/** An input with such a name is a credential, or holds one: it is masked and never kept. */
export const isSecretInput = (name: string): boolean => /-token$|(^|-)database-url$/.test(name)

/** Reads the common inputs and an action's own. Throws one {@link UserError} with every problem. */
export function readActionInputs<Shape extends z.ZodRawShape>(
  own: Shape,
  env: Environment,
): ActionInputs<Shape> {
  const names = [...Object.keys(commonInputs), ...Object.keys(own)]
  const given = readGiven(names, env)
  const common = parseInputs(commonInputs, given)
  const inputs = parseInputs(own, given)
  const unknown = unknownInputs(names, env)
  if (common.ok && inputs.ok && unknown.length === 0) {
    const kept = Object.entries(given).filter(([name]) => !isSecretInput(name))
    return { common: common.value, inputs: inputs.value, given: Object.fromEntries(kept) }
  }
  throw new UserError([
    ...unknown,
    ...(common.ok ? [] : common.problems),
    ...(inputs.ok ? [] : inputs.problems),
  ])
}

const variableOf = (input: string) => `INPUT_${input.replace(/ /g, '_').toUpperCase()}`

/** `INPUT_*` as the runner sets them; an empty value counts as absent. */
function readGiven(names: readonly string[], env: Environment): Record<string, string> {
  const given: Record<string, string> = {}
  for (const name of names) {
    const value = env[variableOf(name)]?.trim()
    if (value !== undefined && value !== '') given[name] = value
  }
  return given
}

/** The runner only warns of a misspelt input; a misspelt `environment` would quietly ask less. */
function unknownInputs(names: readonly string[], env: Environment): UserProblem[] {
  const known = new Set(names.map(variableOf))
  return Object.entries(env)
    .filter(([name, value]) => name.startsWith('INPUT_') && value && !known.has(name))
    .map(([name]) => {
      const given = name.slice('INPUT_'.length).toLowerCase()
      const meant = suggest(given, names)
      return {
        what: 'this action has no such input.',
        where: `input ${quote(given)}`,
        remedy: meant === undefined ? `It takes ${names.join(', ')}.` : `Did you mean ${quote(meant)}?`,
      }
    })
}

type ParsedInputs<Shape extends z.ZodRawShape> =
  | { readonly ok: true; readonly value: Inputs<Shape> }
  | { readonly ok: false; readonly problems: readonly UserProblem[] }

function parseInputs<Shape extends z.ZodRawShape>(
  shape: Shape,
  given: Readonly<Record<string, string>>,
): ParsedInputs<Shape> {
  const result = z.object(shape).safeParse(given)
  if (result.success) return { ok: true, value: result.data }
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? '')
    const value = given[name]
    return {
      what: value === undefined ? 'a value is required.' : `${quote(value)} is not valid.`,
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
