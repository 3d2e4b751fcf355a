import { describe, expect, test } from '@jest/globals'
import { schema } from '@octokit/graphql-schema'
import { buildSchema, parse, validate } from 'graphql'
import { commitChecksQuery } from './commit-checks-query.ts'
import { discussionsQuery } from './discussions.ts'
import { mergeQueueQuery } from './merge-queue.ts'
import { pullRequestPageQuery } from './pull-request-pages.ts'
import { commitPullRequestsQuery, furtherPullRequestsQuery, pullRequestsQuery } from './pull-requests.ts'
import { releaseQuery } from './release-facts.ts'

// The published schema defines two fields twice; that is not what is tested here.
const published = buildSchema(schema.idl, { assumeValidSDL: true })

describe('every query is one that the published schema knows', () => {
  test.each([
    ['commit checks', commitChecksQuery],
    ['release', releaseQuery],
    ['discussions', discussionsQuery(2)],
    ['merge queue', mergeQueueQuery],
    ['pull requests of commits', commitPullRequestsQuery(3)],
    ['pull requests', pullRequestsQuery(2)],
    ['further pull requests of a commit', furtherPullRequestsQuery],
    ['a page of a pull request', pullRequestPageQuery],
  ])('%s', (_, query) => {
    expect(validate(published, parse(query))).toEqual([])
  })

  test('an unknown field is seen', () => {
    const wrong = commitChecksQuery.replace('context state', 'context state updatedAt')
    expect(validate(published, parse(wrong)).map(({ message }) => message)).toEqual([
      expect.stringContaining('updatedAt'),
    ])
  })
})
