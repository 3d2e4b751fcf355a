/**
 * What GitHub does and no schema states: one row per behaviour, with the source it was taken from. Code that needs such
 * a behaviour reads it from here, so that a row that turns out to be wrong is mended in one place.
 */
interface Unstated<T> {
  readonly rule: string
  readonly value: T
  readonly source: string
}

function row<const T>(rule: string, value: T, source: string): Unstated<T> {
  return { rule, value, source }
}

const rest = 'docs.github.com/en/rest'

export const unstated = {
  missingPermission: row(
    'A REST call without its permission is refused with 403, and x-accepted-github-permissions says what is wanted.',
    { status: 403, message: 'Resource not accessible by integration' },
    `${rest}/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible; docs.github.com/en/rest/authentication/permissions-required-for-github-apps`,
  ),
  hiddenRepository: row(
    'A repository that the token cannot see is answered with 404, as if there were none.',
    { status: 404, message: 'Not Found' },
    `${rest}/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource`,
  ),
  badCredentials: row(
    'An unknown or expired token is refused with 401.',
    { status: 401, message: 'Bad credentials' },
    `${rest}/authentication/authenticating-to-the-rest-api#failed-login-limit`,
  ),
  anonymousGraphql: row(
    'GraphQL needs a token.',
    { status: 401, message: 'This endpoint requires you to be authenticated.' },
    'docs.github.com/en/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql',
  ),
  primaryRateLimit: row(
    'A used-up budget is refused with 403 (or 429), x-ratelimit-remaining 0 and the time of the reset.',
    { status: 403, message: 'API rate limit exceeded for installation ID 1.' },
    `${rest}/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit`,
  ),
  graphqlRateLimit: row(
    'A used-up GraphQL budget is told with 200 and an error of type RATE_LIMIT (before 2026: RATE_LIMITED).',
    {
      status: 200,
      error: {
        type: 'RATE_LIMIT',
        code: 'graphql_rate_limit',
        message: 'API rate limit already exceeded for installation ID 1.',
      },
    },
    'yanyongyu/githubkit#271; github/docs#22607',
  ),
  secondaryRateLimit: row(
    'The secondary limit is refused with 403 (or 429), sometimes with retry-after, and with budget left.',
    {
      status: 403,
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    },
    `${rest}/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit`,
  ),
  noStatuses: row(
    'A commit without statuses has the combined status pending.',
    'pending',
    `${rest}/commits/statuses#get-the-combined-status-for-a-specific-reference`,
  ),
  statusLimits: row(
    'A status has at most 140 characters of description, none of them of four bytes, and a commit at most 1,000 of one context.',
    { description: 140, perContext: 1_000, fourByteMessage: "description doesn't accept 4-byte Unicode" },
    `${rest}/commits/statuses#create-a-commit-status; ouzi-dev/commit-status-updater#526`,
  ),
  compareLimits: row(
    'A comparison lists at most 250 commits without paging, and at most 300 files.',
    { commits: 250, files: 300 },
    `${rest}/commits/commits#compare-two-commits`,
  ),
  pullRequestLimits: row(
    'A pull request lists at most 3,000 files and 250 commits.',
    { files: 3_000, commits: 250 },
    `${rest}/pulls/pulls#list-pull-requests-files; ${rest}/pulls/pulls#list-commits-on-a-pull-request`,
  ),
  inlineContent: row(
    'Contents of files over 1 MB are not in the answer; the encoding is none.',
    1_048_576,
    `${rest}/repos/contents#get-repository-content`,
  ),
  textLimits: row(
    'The title of an issue has at most 256 characters, its body 65,536.',
    { title: 256, body: 65_536 },
    'DavyJonesLocker/party_foul#122; peter-evans/create-issue-from-file#1705',
  ),
  commentLimit: row(
    'A comment has at most 65,536 characters; the error names another field than that of an issue.',
    {
      limit: 65_536,
      error: {
        code: 'unprocessable',
        field: 'data',
        message: 'Body is too long (maximum is 65536 characters)',
      },
    },
    'docker/scout-action#66; jmikedupont2/ai-ticket#51',
  ),
  permissionLevels: row(
    'The permission of maintain is told as write, of triage as read; role_name is exact.',
    { admin: 'admin', maintain: 'write', write: 'write', triage: 'read', read: 'read', none: 'none' },
    `${rest}/collaborators/collaborators#get-repository-permissions-for-a-user`,
  ),
  existingRef: row(
    'Of two that create the same ref one is refused.',
    { status: 422, message: 'Reference already exists' },
    'renovatebot/renovate#20281; gocardless/bump-core#31',
  ),
  autoInactive: row(
    'A deployment that succeeds makes earlier successful ones of its environment inactive, except transient and production ones.',
    { sparesProduction: true },
    `${rest}/deployments/statuses#create-a-deployment-status (auto_inactive)`,
  ),
  storageRefusesTokens: row(
    'The storage behind a download refuses a request that carries a token beside the signed address.',
    { status: 400, message: 'InvalidAuthenticationInfo' },
    'rapid7/metakitty#30; cloudflare/workers-sdk#4816; XAMPPRocky/octocrab#563',
  ),
  ownSuite: row(
    'For every commit GitHub makes a check suite of each app that may write checks; it stays queued where the app does nothing.',
    'queued',
    `${rest}/guides/using-the-rest-api-to-interact-with-checks#about-check-suites; NousResearch/hermes-agent#52311; nikku/merge-me#7`,
  ),
  rollup: row(
    'In the rollup of a commit skipped and neutral count as success; a stale check is pending.',
    { succeeds: ['success', 'skipped', 'neutral'], pends: ['stale'] },
    'docs.github.com/en/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/about-status-checks',
  ),
  graphqlForbidden: row(
    'GraphQL answers 200 with an error of type FORBIDDEN and null at the path of what the token may not see.',
    {
      type: 'FORBIDDEN',
      message: 'Resource not accessible by integration',
      extensions: { saml_failure: false },
    },
    'facebook/sapling#993; fpicalausa/remove-stale-branches#49; github/docs#32105',
  ),
  rollupNodes: row(
    'Of the contexts of a rollup single nodes are refused: statuses without statuses: read, check runs without checks: read.',
    { CheckRun: 'checks', StatusContext: 'statuses' },
    'philips-software/pull-request-report-action#557',
  ),
  graphqlNotFound: row(
    'GraphQL answers 200 with NOT_FOUND and null for a repository that the token cannot see.',
    'NOT_FOUND',
    'berenddeboer/ready-for-agent#1028',
  ),
  countedConnections: row(
    'A connection needs first or last, unless only its totalCount is asked for.',
    ['nodes', 'edges'],
    'docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api#node-limit; anuraghazra/github-readme-stats src/fetchers/stats.js',
  ),
} as const
