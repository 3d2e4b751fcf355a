import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { schema } from '@octokit/graphql-schema'
import { buildSchema, parse, validate } from 'graphql'
import { commitChecksQuery } from './commit-checks-query.ts'
import { discussionsQuery } from './discussions.ts'
import { mergeQueueQuery } from './merge-queue.ts'
import { mergedPullRequestsQuery } from './merged-pull-requests.ts'
import { pullRequestPageQuery } from './pull-request-pages.ts'
import { commitPullRequestsQuery, furtherPullRequestsQuery, pullRequestsQuery } from './pull-requests.ts'
import { releaseQuery } from './release-facts.ts'
import { reportTimesQuery } from './report-times.ts'
import { viewerQuery } from './viewer.ts'

// The published schema defines two fields twice; that is not what is tested here.
const published = buildSchema(schema.idl, { assumeValidSDL: true })

const queries = [
  commitChecksQuery,
  releaseQuery,
  discussionsQuery(2),
  mergeQueueQuery,
  commitPullRequestsQuery(3),
  pullRequestsQuery(2),
  furtherPullRequestsQuery,
  pullRequestPageQuery,
  mergedPullRequestsQuery,
  reportTimesQuery,
  viewerQuery,
]
const nameOf = (query: string) => /^\s*query (\w+)/.exec(query)?.[1] ?? ''

describe('every query is one that the published schema knows', () => {
  test.each(queries.map((query) => [nameOf(query), query]))('%s', (_, query) => {
    expect(validate(published, parse(query))).toEqual([])
  })

  test('and none is left out, wherever it is written', () => {
    const packages = join(import.meta.dirname, '..')
    const sources = readdirSync(packages, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/node_modules|\.test\.ts$/.test(path))
      .map((path) => readFileSync(join(packages, path), 'utf8'))
    const written = sources.flatMap((text) =>
      [...text.matchAll(/['`](?:query|mutation) (\w+)\s*[({]/g)].map(([, name]) => name),
    )
    expect(written.sort()).toEqual(queries.map(nameOf).sort())
  })

  test('an unknown field is seen', () => {
    const wrong = commitChecksQuery.replace('context state', 'context state updatedAt')
    expect(validate(published, parse(wrong)).map(({ message }) => message)).toEqual([
      expect.stringContaining('updatedAt'),
    ])
  })
})
