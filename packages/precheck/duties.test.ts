import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { duties } from './duties.ts'

test('the README prints the table of checks and intents', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../actions/precheck/README.md'), 'utf8')
  const rows = readme.split('\n').filter((line) => /^\| `[a-z-]+`(?: 🚀)? \|(?:[^|]*\|){4}$/.test(line))
  const cells = rows.map((row) => row.split('|').map((cell) => cell.trim()))
  expect(cells.map(([, name, , ...demands]) => [name, ...demands.slice(0, 3)])).toEqual(
    duties.map(({ check, beforeMerge, demands }) => [
      `\`${check.replace('precheck/', '')}\`${beforeMerge ? '' : ' 🚀'}`,
      ...[demands.release, demands.rollback, demands.hotfix].map((demand) =>
        demand === 'own' ? 'its own' : demand,
      ),
    ]),
  )
})
