import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { assembleCommitChecks, type CommitChecksAnswer, commitChecksAnswer } from './commit-checks-query.ts'

const app = { databaseId: 15_368, slug: 'github-actions' }
const run = { databaseId: 9, runNumber: 1, event: 'push', file: { path: '.github/workflows/ci.yml' } }
const checkRun = (id: number) => ({
  __typename: 'CheckRun',
  databaseId: id,
  name: `job ${id}`,
  status: 'COMPLETED',
  conclusion: 'SUCCESS',
  permalink: `https://github.example/octo/shop/actions/runs/9/job/${id}`,
  deployment: null,
  checkSuite: { databaseId: id % 7, app, workflowRun: run },
})
const status = (id: number) => ({
  __typename: 'StatusContext',
  context: `status ${id}`,
  state: 'SUCCESS',
  targetUrl: null,
  creator: null,
})
const suite = (id: number) => ({
  databaseId: id,
  status: 'COMPLETED',
  conclusion: 'SUCCESS',
  createdAt: '2026-11-25T10:00:00Z',
  app,
  branch: null,
  checkRuns: { totalCount: 1 },
  workflowRun: run,
})

/** Cuts a list into pages at the given borders; a page may begin with what the last one ended with, for lists grow meanwhile. */
function pagesOf<T>(items: readonly T[], borders: readonly number[], overlap: number): T[][] {
  const cuts = [...new Set(borders.map((border) => border % (items.length + 1)))].sort((a, b) => a - b)
  const ends = [...cuts, items.length]
  return ends.map((end, index) => items.slice(Math.max(0, (ends[index - 1] ?? 0) - overlap), end))
}

function answer(contexts: readonly unknown[], suites: readonly unknown[]): CommitChecksAnswer {
  const pageInfo = { hasNextPage: false, endCursor: null }
  return commitChecksAnswer.parse({
    statusCheckRollup: { contexts: { pageInfo, nodes: contexts } },
    checkSuites: { pageInfo, nodes: suites },
  })
}

test('wherever pages end, the same checks come together', () => {
  const borders = fc.array(fc.nat(200), { maxLength: 6 })
  fc.assert(
    fc.property(
      fc.nat(30),
      fc.nat(10),
      fc.nat(15),
      borders,
      borders,
      fc.nat(3),
      (runs, others, many, ...cuts) => {
        const [contextBorders, suiteBorders, overlap] = cuts
        const contexts = [
          ...Array.from({ length: runs }, (_, index) => checkRun(index + 1)),
          ...Array.from({ length: others }, (_, index) => status(index)),
        ]
        const suites = Array.from({ length: many }, (_, index) => suite(index))
        const [a, b] = [pagesOf(contexts, contextBorders, overlap), pagesOf(suites, suiteBorders, overlap)]
        const pages = Array.from({ length: Math.max(a.length, b.length) }, (_, index) =>
          answer(a[index] ?? [], b[index] ?? []),
        )
        expect(assembleCommitChecks(pages, [])).toEqual(assembleCommitChecks([answer(contexts, suites)], []))
      },
    ),
  )
})
