import { describe, expect, test } from '@jest/globals'
import { applyRules } from './apply-rules.ts'
import { accessCases } from './rules/cases/access.ts'
import { beyondCases } from './rules/cases/beyond.ts'
import type { Cases } from './rules/cases/cases.ts'
import { columnsAndConstraintsCases } from './rules/cases/columns-and-constraints.ts'
import { compatibilityCases } from './rules/cases/compatibility.ts'
import { destructionCases } from './rules/cases/destruction.ts'
import { indexesCases } from './rules/cases/indexes.ts'
import { maintenanceCases } from './rules/cases/maintenance.ts'
import { transactionsCases } from './rules/cases/transactions.ts'
import { rules } from './rules/index.ts'
import { parseSection } from './script.ts'
import type { Section } from './tools/tool.ts'

const cases: Readonly<Record<string, Cases>> = {
  ...indexesCases,
  ...columnsAndConstraintsCases,
  ...maintenanceCases,
  ...destructionCases,
  ...compatibilityCases,
  ...transactionsCases,
  ...accessCases,
  ...beyondCases,
}

async function parse(text: string, transaction: Section['transaction']) {
  const section: Section = { path: 'm/1.sql', text, firstLine: 1, transaction }
  const answer = await parseSection(section)
  if (!answer.ok) throw new Error(`${text}: ${answer.problem.message}`)
  return { section, parsed: answer.parsed }
}

async function fire(
  id: string,
  text: string,
  { transaction = 'file', advice = false, base = '', major = 18 }: Cases,
) {
  const matches = await applyRules({
    tool: 'diesel',
    scope: 'script',
    major,
    lockTimeoutAdvice: advice,
    style: true,
    base: [(await parse(base, 'file')).parsed],
    change: [await parse(text, transaction)],
  })
  return matches.filter(({ ruleId }) => ruleId === id)
}

test('every rule has its cases', () => {
  expect(Object.keys(cases).sort()).toEqual(rules.map(({ id }) => id).sort())
})

describe.each(Object.entries(cases))('%s', (id, of) => {
  test.each(of.positives)('finds %s', async (sql) => {
    const [match] = await fire(id, sql, of)
    expect(match).toMatchObject({ ruleId: id, line: 1 })
    // One sentence on what happens, and one on what to do.
    expect(match?.message).toMatch(/^[A-Z\w"].*\.$/)
    expect(match?.remedy).toMatch(/\.$/)
  })

  test.each(of.nearMisses)('leaves %s alone', async (sql) => {
    expect(await fire(id, sql, of)).toEqual([])
  })

  if (of.sameSet !== undefined) {
    test('is silent for what the change itself made', async () => {
      expect(await fire(id, of.sameSet ?? '', of)).toEqual([])
    })
  }
})
