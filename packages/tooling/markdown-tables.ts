import { rules as migrationRules } from '@operator/migrations'
import { checkDefinitions } from '@operator/policy'
import { type Demand, duties } from '@operator/precheck'
import type { Manifest } from './manifest.ts'

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->`. */
export function replaceSection(text: string, name: string, content: string): string {
  const start = `<!-- ${name} -->`
  const end = `<!-- /${name} -->`
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`The document has no section ${start} … ${end}.`)
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`
}

export function inputsTable(manifest: Manifest): string {
  const rows = Object.entries(manifest.inputs).map(
    ([name, input]) =>
      `| \`${name}\` | ${cell(input.description)} | ${input.default ? `\`${input.default}\`` : ''} |`,
  )
  return ['| input | meaning | default |', '|---|---|---|', ...rows].join('\n')
}

export function outputsTable(manifest: Manifest): string {
  const rows = Object.entries(manifest.outputs).map(
    ([name, output]) => `| \`${name}\` | ${cell(output.description)} |`,
  )
  return ['| output | meaning |', '|---|---|', ...rows].join('\n')
}

/** Every check with the level it has without a policy and the playbook's line that it answers. */
export function checksTable(): string {
  const rows = checkDefinitions.map(
    ({ id, level, title, playbook }) => `| \`${id}\` | ${level} | ${cell(title)} | ${cell(playbook)} |`,
  )
  return ['| check | without a policy | question | playbook |', '|---|---|---|---|', ...rows].join('\n')
}

const demandInWords: Readonly<Record<Demand, string>> = {
  owed: 'owed',
  waived: 'waived',
  later: 'later',
  own: 'its own',
}

/** What each check of precheck demands under each intent; a release owes all of it. */
export function intentsTable(): string {
  const rows = duties.map(({ check, beforeMerge, demands }) => {
    const title = checkDefinitions.find(({ id }) => id === check)?.title ?? ''
    const name = `\`${check.replace('precheck/', '')}\`${beforeMerge ? '' : ' 🚀'}`
    const words = [demands.release, demands.rollback, demands.hotfix].map((demand) => demandInWords[demand])
    return `| ${name} | ${cell(title)} | ${words.join(' | ')} |`
  })
  return ['| check | asks | `release` | `rollback` | `hotfix` |', '|---|---|---|---|---|', ...rows].join('\n')
}

/** Every static rule of migration-guard. */
export function rulesTable(): string {
  const rows = migrationRules.map(({ id, finds, level, check, style, growsWithTable }) => {
    const marks = [
      ...(check === 'data' ? ['data'] : []),
      ...(style ? ['taste'] : []),
      ...(growsWithTable ? ['small'] : []),
    ]
    return `| \`${id}\` | ${cell(finds)} | ${level} | ${marks.join(', ')} |`
  })
  return ['| rule | finds | level | |', '|---|---|---|---|', ...rows].join('\n')
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|').replace(/\n/g, ' ')
}
