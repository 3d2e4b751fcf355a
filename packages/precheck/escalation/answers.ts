import { type Candidate, type Eligibility, type Involvement, judgeApprovers } from '@operator/identity'
import type { Fact } from '../fact.ts'
import type { EnvironmentApproval } from './environment-approval.ts'
import type { CommandFacts, EscalationFacts } from './facts.ts'
import type { Asked } from './questions.ts'

/** What people said to a question. */
export type Answer =
  | { readonly kind: 'yes'; readonly by: string; readonly where: string; readonly url?: string }
  /** Nobody whose yes counts; `why` tells of those that do not. */
  | { readonly kind: 'open'; readonly why: readonly string[] }
  /** Whether a yes was given, or counts, cannot be told. */
  | { readonly kind: 'unclear'; readonly why: readonly string[] }

export interface Voices {
  readonly facts: EscalationFacts
  readonly involvement: Involvement
  readonly environment: EnvironmentApproval
}

/** Looks for a yes to exactly this, by somebody whose yes counts. */
export function answerTo({ question, accepts }: Asked, { facts, involvement, environment }: Voices): Answer {
  if (environment.kind === 'approved' && environment.fingerprints.has(question.fingerprint)) {
    return { kind: 'yes', by: environment.by, where: `environment ${environment.environment}` }
  }
  const { commands } = facts
  const given = commands.known ? commands.value.given : []
  const meant = given.filter(
    ({ command }) =>
      command.kind === 'approve' &&
      command.check === question.check &&
      command.fingerprints.some((one) => accepts.includes(one)),
  )
  const whole = meant.filter(({ edited }) => !edited)
  const judged = judgeWriters(whole, facts, involvement)
  const yes = judged.find(({ standing }) => standing.kind === 'eligible')
  if (yes !== undefined) {
    const { on, url } = yes.command
    return { kind: 'yes', by: yes.standing.login, where: `#${on}`, url }
  }
  const unclear = [
    ...judged.flatMap(({ standing }) => (standing.kind === 'unknown' ? [standing.message] : [])),
    ...unread(commands),
    ...(environment.kind === 'unclear' ? [environment.why] : []),
  ]
  const why = [
    ...meant.filter(({ edited }) => edited).map(sayEdited),
    ...judged.flatMap(({ standing }) => (standing.kind === 'ineligible' ? [standing.message] : [])),
    ...(environment.kind === 'rejected' ? [environment.why] : []),
    ...(commands.known && !commands.value.complete ? ['Older comments were not read.'] : []),
  ]
  return unclear.length > 0 ? { kind: 'unclear', why: [...unclear, ...why] } : { kind: 'open', why }
}

/** Without a token nobody was asked; a question that could not be read may have its answer already. */
function unread(commands: Fact<unknown>): string[] {
  if (commands.known || commands.code === 'no-token' || commands.code === 'not-asked') return []
  return [`Whether somebody said yes could not be read: ${commands.message}`]
}

export interface JudgedCommand {
  readonly command: CommandFacts
  readonly standing: Eligibility
}

/** Whose word counts, permission read at run time. */
export function judgeWriters(
  commands: readonly CommandFacts[],
  { permissions }: Pick<EscalationFacts, 'permissions'>,
  involvement: Involvement,
): JudgedCommand[] {
  const candidates = commands.map(
    ({ author }): Candidate => ({
      account: author,
      permission: (author !== null && permissions[author.login.toLowerCase()]) || {
        answered: false,
        problem: 'Too many people wrote commands, so it was not asked.',
      },
    }),
  )
  const standings = judgeApprovers(candidates, involvement)
  return commands.flatMap((command, index) => {
    const standing = standings[index]
    return standing === undefined ? [] : [{ command, standing }]
  })
}

function sayEdited({ author, on }: CommandFacts): string {
  return `The comment of ${author?.login ?? 'a deleted account'} on #${on} was edited: it has to be written anew.`
}
