import { escapeHtml, escapeMarkdown, makeVisible, shorten } from '@operator/report'
import type { Diagnosis } from './diagnosis.ts'
import { answerOf, blindSpots, nextOf, titleOfContext, titleOfUnanswerable } from './words.ts'

/** So much of each list is shown where it stands among other things. */
const shown = 10

/** The diagnosis as a folded section of a summary. */
export function renderSection(diagnosis: Diagnosis): string {
  const title = escapeHtml(
    'First use of Operator here: what it can see, who could forge the required checks, what to paste',
  )
  return [`<details><summary>${title}</summary>`, body(diagnosis, shown), '</details>'].join('\n\n')
}

/** The diagnosis as a document of its own. */
export function renderDiagnosis(diagnosis: Diagnosis): string {
  const { repository, branch, policy } = diagnosis
  return [
    `## Doctor: ${text(repository)}`,
    `Branch ${text(branch)}, policy: ${text(policy.origin)}`,
    body(diagnosis, Number.POSITIVE_INFINITY),
    `**What this cannot tell**\n\n${blindSpots.map((spot) => `- ${text(spot)}`).join('\n')}`,
    '',
  ].join('\n\n')
}

function body(diagnosis: Diagnosis, limit: number): string {
  const { permissions, unreadRules, required, weaknesses, unanswerable, tried, untried, paste } = diagnosis
  // Why something was not tried here, such as incidents on a pull request, is nothing to mend.
  const blind = permissions.filter(({ state }) => state === 'refused')
  const forgeable = [
    ...unreadRules.map((rule) => `- ${text(rule)}`),
    ...required.flatMap((context) => [
      `- ${context.weaknesses.length === 0 ? '✅' : '⚠️'} ${text(titleOfContext(context))}`,
      ...context.weaknesses.map(({ message, remedy }) => `  - ${text(message)} → ${text(remedy)}`),
    ]),
    ...weaknesses.map(({ message, remedy }) => `- ⚠️ ${text(message)} → ${text(remedy)}`),
  ]
  return [
    `${text(answerOf(diagnosis))}\n\n**Next:** ${text(nextOf(diagnosis))}`,
    list(
      'What the token cannot read',
      blind.map(
        ({ name, purpose, message, state }) =>
          `- ${text(`${name}: read`)} (${text(purpose)}): ${text(message ?? state)}`,
      ),
      limit,
    ),
    list('Who could forge what is required', forgeable, limit * 2),
    list(
      tried.length === 0
        ? 'Checks that would be unknown'
        : `Checks that would be unknown, tried on ${text(tried.join(', '))}`,
      unanswerable.map(
        (one) =>
          `- ${text(titleOfUnanswerable(one))}: ${text(one.message)}${one.next === undefined ? '' : ` → ${text(one.next)}`}`,
      ),
      limit,
    ),
    ...untried.map(text),
    `**To paste** into the job that runs Operator:\n\n${block(paste.permissions, 'yaml')}`,
    `into \`.github/operator.yml\`:\n\n${block(paste.policy, 'yaml')}`,
    `into the ruleset of the branch:\n\n${block(paste.ruleset, 'json')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

function list(title: string, items: readonly string[], limit: number): string {
  if (items.length === 0) return ''
  const cut = items.length - limit
  const rest = cut > 0 ? [`- … and ${cut} more: \`npm run operator -- doctor\` lists them all`] : []
  return `**${title}**\n\n${[...items.slice(0, limit), ...rest].join('\n')}`
}

/** Names in it are untrusted: no run of backticks in them can end the block. */
function block(content: string, language: string): string {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${content.split('\n').map(makeVisible).join('\n')}\n${fence}`
}

function text(untrusted: string): string {
  return escapeMarkdown(shorten(untrusted, 500))
}
