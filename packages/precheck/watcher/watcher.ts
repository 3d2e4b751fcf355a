import type { CheckOutcome, Evidence } from '@operator/report'
import { fail, listed, notApplicable, pass, unknown } from '../outcome.ts'
import { findEnvironment, type PrecheckRules } from '../rules.ts'
import type { SubjectFacts } from '../subject.ts'

const id = 'precheck/watcher'

/** Nobody sits at the screen when these begin a run. */
const unattended = new Set([
  'schedule',
  'workflow_run',
  'repository_dispatch',
  'check_suite',
  'check_run',
  'status',
])

/** Somebody is there to watch what was deployed: named, or the person who began this run. */
export function evaluateWatcher(subject: SubjectFacts, rules: PrecheckRules): CheckOutcome {
  const { environment, actor, event, watcher } = subject
  if (environment === undefined) return notApplicable(id, 'no-environment', 'No environment is named.')
  const named = watcher === undefined ? (findEnvironment(rules, environment)?.watchers ?? []) : [watcher]
  const evidence: Evidence[] = [
    ...(watcher === undefined ? [] : [{ fact: `${watcher} is named to watch`, source: 'input watcher' }]),
    ...(actor === undefined
      ? []
      : [{ fact: `${actor} began this (${event ?? 'unknown event'})`, source: 'event' }]),
    ...listLinks(rules).map(({ name, url }) => ({ fact: name, source: 'policy', url })),
  ]
  const next = `Name who watches: input watcher, or environments.${environment}.watchers in the policy.`
  const people = named.filter((name) => !isBot(name))
  if (people.length > 0) {
    const message = `${listed(people)} ${people.length === 1 ? 'watches' : 'watch'} what is deployed to ${environment}.`
    return pass(id, 'named', message, { evidence })
  }
  if (named.length > 0) {
    return fail(id, 'bot-named', `${listed(named)} cannot watch: a bot looks at nothing.`, { evidence, next })
  }
  if (subject.stage === 'local')
    return pass(id, 'local', 'Whoever runs this is there to watch.', { evidence })
  if (actor === undefined || event === undefined) {
    return unknown(id, 'actor-unknown', 'Who began this is not known.', { evidence, next })
  }
  if (isBot(actor) || unattended.has(event)) {
    const who = isBot(actor) ? `${actor} began this` : `A ${event} event began this`
    return fail(id, 'nobody-watches', `${who}, and nobody is named to watch it for the first hour.`, {
      evidence,
      next,
    })
  }
  return pass(id, 'actor', `${actor}, who began this, is there to watch.`, { evidence })
}

/** Where to look during a deployment: the policy's dashboards and logs. */
export function listLinks({ watch }: PrecheckRules): { readonly name: string; readonly url: string }[] {
  const named = (
    kind: string,
    links: readonly (string | { readonly name: string; readonly url: string })[],
  ) =>
    links.map((link, index) =>
      typeof link === 'string'
        ? { name: links.length === 1 ? kind : `${kind} ${index + 1}`, url: link }
        : link,
    )
  return [...named('dashboard', watch.dashboards ?? []), ...named('logs', watch.logs ?? [])]
}

function isBot(login: string): boolean {
  return (
    /\[bot\]$/i.test(login) ||
    /^(?:dependabot|renovate|github-actions|github-merge-queue|web-flow)$/i.test(login)
  )
}
