import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type Demand, duties } from './duties.ts'
import { precheckChecks } from './policy.ts'

const words: Readonly<Record<Demand, string>> = {
  owed: 'owed',
  waived: 'waived',
  later: 'later',
  own: 'its own',
}

describe('duties', () => {
  test('a release owes everything', () => {
    expect(new Set(duties.map(({ demands }) => demands.release))).toEqual(new Set(['owed']))
  })

  test('the README prints this table', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../actions/precheck/README.md'), 'utf8')
    const rows = duties.map(({ check, beforeMerge, demands }) => {
      const title = precheckChecks.find(({ id }) => id === check)?.title
      const name = `\`${check.replace('precheck/', '')}\`${beforeMerge ? '' : ' 🚀'}`
      return `| ${name} | ${title} | ${words[demands.rollback]} | ${words[demands.hotfix]} |`
    })
    expect(readme).toContain(rows.join('\n'))
  })
})
