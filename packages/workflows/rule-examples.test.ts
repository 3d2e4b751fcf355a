import { describe, expect, test } from '@jest/globals'
import { auditFile } from './audit.ts'
import { workflowsPolicy } from './policy.ts'
import { rules } from './rules/index.ts'

const policy = workflowsPolicy.parse({})
const sha = 'a'.repeat(40)
const digest = `sha256:${'b'.repeat(64)}`

const workflow = (on: string, ...lines: readonly string[]) =>
  [`on: ${on}`, 'permissions: {}', 'jobs:', '  a:', ...lines.map((line) => `    ${line}`)].join('\n')
const steps = (on: string, ...lines: readonly string[]) =>
  workflow(on, 'runs-on: ubuntu-latest', 'steps:', ...lines.map((line) => `  ${line}`))
const dependabot = (...lines: readonly string[]) =>
  ['version: 2', 'updates:', '  - package-ecosystem: npm', ...lines.map((line) => `    ${line}`)].join('\n')

interface Example {
  readonly rule: string
  readonly path?: string
  /** Found, at this level and line. */
  readonly bad: readonly (readonly [text: string, found: string])[]
  readonly good: readonly string[]
}

const examples: readonly Example[] = [
  {
    rule: 'always-guard',
    bad: [
      [
        workflow('push', 'needs: [test]', 'if: always()', 'environment: production', 'steps: []'),
        'warning:6',
      ],
      [
        workflow('push', 'needs: test', 'if: ${{ !cancelled() }}', 'permissions: { contents: write }'),
        'warning:6',
      ],
    ],
    good: [
      workflow(
        'push',
        'needs: test',
        "if: ${{ !cancelled() && needs.test.result == 'success' }}",
        'environment: p',
      ),
      workflow('push', 'needs: test', 'if: always()', 'steps: []'),
      workflow(
        'push',
        'needs: test',
        'if: always()',
        'permissions: { contents: write }',
        'steps:',
        '  - env: { RESULT: "${{ needs.test.result }}" }',
        '    run: test "$RESULT" = success',
      ),
    ],
  },
  {
    rule: 'container-injection',
    bad: [
      [workflow('issues', 'container: { image: "x:${{ github.event.issue.title }}" }'), 'error:5'],
      [workflow('pull_request', 'container: "ghcr.io/x:${{ github.head_ref }}"'), 'error:5'],
      [
        workflow('issues', 'container:', '  image: x:1', '  options: --name ${{ github.event.issue.title }}'),
        'error:7',
      ],
      [
        workflow(
          'issues',
          'services:',
          '  db:',
          '    image: x:1',
          '    options: ${{ github.event.issue.body }}',
        ),
        'error:8',
      ],
      [
        workflow('issues', 'container: { image: x, volumes: ["${{ github.event.issue.title }}:/a"] }'),
        'error:5',
      ],
    ],
    good: [
      workflow('issues', 'container: { image: x, env: { TITLE: "${{ github.event.issue.title }}" } }'),
      workflow('push', 'strategy: { matrix: { os: [a, b] } }', 'container: "x:${{ matrix.os }}"'),
      workflow('push', 'services: { db: { image: "x:${{ needs.a.outputs.tag }}" } }'),
    ],
  },
  {
    rule: 'cache-poisoning',
    bad: [
      [steps('release', `- uses: actions/cache@${sha}`), 'error:7'],
      [
        steps('push', `- uses: actions/setup-go@${sha}`, `- uses: goreleaser/goreleaser-action@${sha}`),
        'error:7',
      ],
      [steps('release', `- uses: actions/setup-node@${sha} # v5.0.0`), 'error:7'],
      [
        steps(
          'push',
          `- uses: actions/setup-go@${sha}`,
          `- uses: goreleaser/goreleaser-action@${sha}`,
          '  with: { args: release --clean --skip sign }',
        ),
        'error:7',
      ],
    ],
    good: [
      ...['--snapshot', '--skip=publish', '--skip sign,publish'].map((dry) =>
        steps(
          'push',
          `- uses: actions/setup-go@${sha}`,
          `- uses: goreleaser/goreleaser-action@${sha}`,
          `  with: { args: "release --clean ${dry}" }`,
        ),
      ),
      steps('push', `- uses: actions/cache@${sha}`),
      steps('release', `- uses: actions/setup-node@${sha} # v4.0.0`),
      steps('release', `- uses: actions/setup-go@${sha}`, '  with: { cache: false }'),
    ],
  },
  {
    rule: 'dependabot-cooldown',
    path: '.github/dependabot.yml',
    bad: [
      [dependabot('directory: /'), 'warning:3'],
      [dependabot('cooldown: { default-days: 2 }'), 'warning:4'],
    ],
    good: [dependabot('cooldown: { default-days: 7 }'), dependabot('multi-ecosystem-group: all')],
  },
  {
    rule: 'dependabot-execution',
    path: '.github/dependabot.yml',
    bad: [[dependabot('insecure-external-code-execution: allow'), 'error:4']],
    good: [dependabot('insecure-external-code-execution: deny')],
  },
  {
    rule: 'hardcoded-container-credentials',
    bad: [
      [
        workflow('push', 'container: { image: x, credentials: { username: u, password: hunter22 } }'),
        'error:5',
      ],
      [workflow('push', 'services: { db: { credentials: { password: hunter22 } } }'), 'error:5'],
    ],
    good: [workflow('push', 'container: { image: x, credentials: { password: "${{ secrets.P }}" } }')],
  },
  {
    rule: 'insecure-commands',
    bad: [[steps('push', '- run: x', '  env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: true }'), 'error:8']],
    good: [steps('push', '- run: x', '  env: { ACTIONS_ALLOW_UNSECURE_COMMANDS: false }')],
  },
  {
    rule: 'overprovisioned-secrets',
    bad: [
      [steps('push', '- run: x', '  env: { ALL: "${{ toJSON(secrets) }}" }'), 'warning:8'],
      [steps('push', '- run: x', '  env: { ONE: "${{ secrets[matrix.name] }}" }'), 'warning:8'],
    ],
    good: [
      steps('push', '- run: x', '  env: { ONE: "${{ secrets.ONE }}" }'),
      steps('push', '- run: x', '  env: { ONE: "${{ secrets[\'ONE\'] }}" }'),
    ],
  },
  {
    rule: 'ref-version-mismatch',
    bad: [[steps('push', '- uses: actions/labeler@v4 # v5.0.0'), 'note:7']],
    good: [
      steps('push', '- uses: actions/labeler@v4 # v4.1.1'),
      steps('push', '- uses: actions/labeler@v4 # why'),
    ],
  },
  {
    rule: 'secrets-inherit',
    bad: [[workflow('push', `uses: o/r/.github/workflows/x.yml@${sha}`, 'secrets: inherit'), 'warning:6']],
    good: [
      workflow('push', `uses: o/r/.github/workflows/x.yml@${sha}`, 'secrets: { A: "${{ secrets.A }}" }'),
    ],
  },
  {
    rule: 'self-hosted-runner',
    bad: [
      [workflow('pull_request', 'runs-on: [self-hosted, linux]', 'steps: []'), 'warning:5'],
      [workflow('pull_request', 'runs-on: { group: big }', 'steps: []'), 'warning:5'],
    ],
    good: [
      workflow('push', 'runs-on: self-hosted', 'steps: []'),
      workflow('pull_request', 'runs-on: ubuntu-latest', 'steps: []'),
    ],
  },
  {
    rule: 'typosquat-uses',
    bad: [
      [steps('push', `- uses: action/checkout@${sha}`), 'error:7'],
      [steps('push', `- uses: actions/chekcout@${sha}`), 'error:7'],
      [steps('push', `- uses: docker/login-actions@${sha}`), 'error:7'],
    ],
    good: [steps('push', `- uses: actions/checkout@${sha}`), steps('push', `- uses: acme/checkout@${sha}`)],
  },
  {
    rule: 'unpinned-images',
    bad: [
      [workflow('push', 'container: node', 'steps: []'), 'error:5'],
      [workflow('push', 'container: { image: "node:latest" }', 'steps: []'), 'error:5'],
      [steps('push', '- uses: docker://alpine'), 'error:7'],
      [workflow('push', 'container: "${{ inputs.image }}"', 'steps: []'), 'warning:5'],
    ],
    good: [
      workflow('push', `container: node@${digest}`, 'steps: []'),
      workflow('push', 'container: node:24.1', 'steps: []'),
    ],
  },
  {
    rule: 'unredacted-secrets',
    bad: [[steps('push', '- run: x', '  env: { T: "${{ fromJSON(secrets.ALL).token }}" }'), 'warning:8']],
    good: [steps('push', '- run: x', '  env: { T: "${{ fromJSON(vars.ALL).token }}" }')],
  },
]

function found({ rule, path = '.github/workflows/x.yml' }: Example, text: string): string[] {
  return auditFile(path, new TextEncoder().encode(text), policy)
    .detections.filter((detection) => detection.ruleId === rule)
    .map(({ level, location }) => `${level}:${location?.line}`)
}

describe.each(examples.map((example) => ({ name: example.rule, example })))('$name', ({ example }) => {
  test('finds', () => {
    for (const [text, expected] of example.bad)
      expect([text, found(example, text)]).toEqual([text, [expected]])
  })

  test('is quiet', () => {
    for (const text of example.good) expect([text, found(example, text)]).toEqual([text, []])
  })
})

test('every rule says what to do, in one sentence, and has examples here or in rules.test.ts', () => {
  const elsewhere = [
    'artipacked',
    'bot-conditions',
    'dangerous-triggers',
    'excessive-permissions',
    'github-env',
    'template-injection',
    'unpinned-uses',
    'unsound-condition',
    'unsound-contains',
    'untrusted-checkout',
  ]
  expect(rules.map((rule) => rule.id).sort()).toEqual(
    [...elsewhere, ...examples.map(({ rule }) => rule)].sort(),
  )
  for (const { remedy } of rules) expect(remedy).toMatch(/^[A-Z`].+\.$/)
})
