import { escapeMarkdown, shorten } from '@operator/report'
import type { PrecheckRules } from '../rules.ts'
import { isDeploying, type SubjectFacts } from '../subject.ts'
import { listLinks } from './watcher.ts'

/** What to have open during the deployment, as Markdown for the top of the summary; undefined where nothing is named. */
export function renderLinks(subject: SubjectFacts, rules: PrecheckRules): string | undefined {
  const links = listLinks(rules)
  if (links.length === 0 || !isDeploying(subject)) return undefined
  const rendered = links.slice(0, 20).map(({ name, url }) => {
    const address = new URL(url).href.replace(/[()<>|`\\]/g, (character) =>
      encodeURIComponent(character).replace(/[()]/g, hex),
    )
    return `[${escapeMarkdown(shorten(name, 60))}](${address})`
  })
  return `**Have open while it is deployed:** ${rendered.join(' · ')}`
}

/** `encodeURIComponent` leaves parentheses as they are, which would end a link. */
function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
