import { describe, expect, test } from '@jest/globals'
import { auditFile } from './audit.ts'
import { workflowsPolicy } from './policy.ts'

const policy = workflowsPolicy.parse({})
const bytes = (text: string) => new TextEncoder().encode(text)

function found(text: string, ruleId: string, path = '.github/workflows/x.yml'): string[] {
  return auditFile(path, bytes(text), policy)
    .detections.filter((detection) => detection.ruleId === ruleId)
    .map(({ level, location }) => `${level}:${location?.line}`)
}

const sha = 'a'.repeat(40)

/** A workflow with one job, whose steps begin on line 7. */
function workflow(on: string, ...steps: readonly string[]): string {
  return [
    'permissions: {}',
    `on: ${on}`,
    'jobs:',
    '  one:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    ...steps,
  ].join('\n')
}

test.each([
  ['shell', ['      - shell: ${{ github.event.issue.title }}', '        run: x'], ['error:7']],
  [
    'args of an image',
    ['      - uses: docker://x:1', '        with: { args: "${{ github.event.issue.title }}" }'],
    ['error:8'],
  ],
  [
    'entrypoint',
    ['      - uses: ./a', '        with: { entrypoint: "${{ github.event.issue.title }}" }'],
    ['error:8'],
  ],
  [
    'args of an action',
    [`      - uses: a/b@${sha}`, '        with: { args: "-c ${{ github.head_ref }}" }'],
    ['error:8'],
  ],
  ['a folder', ['      - working-directory: ${{ github.event.issue.title }}', '        run: x'], []],
  [
    'an input',
    [`      - uses: a/b@${sha}`, '        with: { title: "${{ github.event.issue.title }}" }'],
    [],
  ],
] as const)('template-injection: %s', (_, lines, expected) => {
  expect(found(workflow('issues', ...lines), 'template-injection')).toEqual(expected)
})

test('template-injection: the shell of all steps is told once', () => {
  const text = [
    'on: issues',
    'jobs:',
    '  a:',
    '    runs-on: ubuntu-latest',
    '    defaults: { run: { shell: "${{ github.event.issue.title }}" } }',
    '    steps: [{ run: a }, { run: b }]',
  ].join('\n')
  expect(found(text, 'template-injection')).toEqual(['error:5'])
})

describe('template-injection', () => {
  test.each([
    ['github.event.issue.title', ['error:7']],
    ['github.head_ref', ['error:7']],
    ['github.event.pull_request.head.ref', ['error:7']],
    ["github.event['pull_request']['title']", ['error:7']],
    ['github.event.commits[0].message', ['error:7']],
    ['github.event.commits.*.message', ['error:7']],
    ['toJSON(github.event)', ['error:7']],
    ["format('{0}', github.event.comment.body)", ['error:7']],
    ["github.ref_name == 'main' && github.head_ref || 'x'", ['error:7']],
    ["contains(github.event.issue.title, 'x')", []],
    ["github.event.issue.title == 'x'", []],
    ["startsWith(github.head_ref, 'x') && 'a' || 'b'", []],
    ['github.event.pull_request.number', []],
    ['github.event.pull_request.head.sha', []],
    ['github.repository', []],
    ['secrets.TOKEN', []],
    ['needs.build.result', []],
    ['steps.x.outputs.y', ['note:7']],
  ])('%s in a script', (expression, expected) => {
    const text = workflow('issues', `      - run: echo "\${{ ${expression} }}"`)
    expect(found(text, 'template-injection')).toEqual(expected)
  })

  test('names the line inside a block', () => {
    const text = workflow(
      'issues',
      '      - run: |',
      '          echo a',
      '          echo ${{ github.head_ref }}',
    )
    expect(found(text, 'template-injection')).toEqual(['error:9'])
  })

  test('an environment variable is data to the shell, but not when it is pasted', () => {
    const env = ['        env:', '          T: ${{ github.event.issue.title }}']
    expect(found(workflow('issues', '      - run: echo "$T"', ...env), 'template-injection')).toEqual([])
    expect(
      found(workflow('issues', '      - run: echo "${{ env.T }}"', ...env), 'template-injection'),
    ).toEqual(['error:7'])
  })

  test('a script of actions/github-script is code', () => {
    const steps = [
      `      - uses: actions/github-script@${sha}`,
      '        with:',
      '          script: x(`${{ github.head_ref }}`)',
    ]
    expect(found(workflow('pull_request', ...steps), 'template-injection')).toEqual(['error:9'])
  })

  test('composite actions are judged', () => {
    const text =
      'runs:\n  using: composite\n  steps:\n    - run: echo ${{ github.head_ref }}\n      shell: bash\n'
    expect(found(text, 'template-injection', 'tools/action.yml')).toEqual(['error:4'])
  })
})

describe('dangerous-triggers and untrusted-checkout', () => {
  const fetch = '      - run: git fetch --no-tags origin "refs/pull/$N/head"'
  const checkout = (...inputs: string[]) => [
    `      - uses: actions/checkout@${sha}`,
    '        with:',
    '          persist-credentials: false',
    ...inputs,
  ]
  const head = checkout('          ref: ${{ github.event.pull_request.head.sha }}')

  test('the data-only pattern is a note', () => {
    const text = workflow(
      'pull_request_target',
      ...checkout(),
      fetch,
      `      - uses: org/operator/gate@${sha}`,
    )
    expect(found(text, 'dangerous-triggers')).toEqual(['note:2'])
    expect(found(text, 'untrusted-checkout')).toEqual([])
  })

  test.each([
    ['a checkout of the head', head],
    ['a checkout by gh', ['      - run: gh pr checkout "$N"']],
    ['a checkout of what was fetched', [fetch, '      - run: git checkout FETCH_HEAD']],
    ['pasted text', ['      - run: echo ${{ github.head_ref }}']],
    ['an artifact', [`      - uses: actions/download-artifact@${sha}`]],
  ])('%s is an error', (_, steps) => {
    expect(found(workflow('pull_request_target', ...steps), 'dangerous-triggers')).toEqual(['error:2'])
  })

  test('order decides whether the head is run', () => {
    expect(
      found(workflow('pull_request_target', ...head, '      - run: npm ci'), 'untrusted-checkout'),
    ).toEqual(['error:7'])
    expect(
      found(workflow('pull_request_target', '      - run: npm ci', ...head), 'untrusted-checkout'),
    ).toEqual(['warning:8'])
    expect(found(workflow('pull_request', ...head, '      - run: npm ci'), 'untrusted-checkout')).toEqual([])
  })
})

describe('unpinned-uses', () => {
  test.each([
    [`actions/checkout@${sha}`, []],
    ['actions/checkout@v4', ['error:7']],
    ['actions/checkout@abc1234', ['error:7']],
    ['./local', []],
    ['docker://alpine:3', []],
  ])('%s', (uses, expected) => {
    expect(found(workflow('push', `      - uses: ${uses}`), 'unpinned-uses')).toEqual(expected)
  })

  test('reusable workflows count', () => {
    expect(
      found('on: push\njobs:\n  a:\n    uses: o/r/.github/workflows/x.yml@main\n', 'unpinned-uses'),
    ).toEqual(['error:4'])
  })

  test.each([
    ['v2.1.0', []],
    ['v2', ['error:4']],
    ['main', ['error:4']],
  ])('the SLSA generator takes releases only: %s', (ref, expected) => {
    const uses = `slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@${ref}`
    expect(found(`on: push\njobs:\n  a:\n    uses: ${uses}\n`, 'unpinned-uses')).toEqual(expected)
  })
})

describe('excessive-permissions', () => {
  const two = 'jobs:\n  a: { runs-on: x, steps: [] }\n  b: { runs-on: x, steps: [] }\n'
  test.each([
    ['permissions: {}\n', []],
    ['permissions:\n  contents: read\n', []],
    ['permissions:\n  contents: write\n', ['error:3']],
    ['permissions: write-all\n', ['error:2']],
    ['', ['warning:3', 'warning:4']],
  ])('%j', (permissions, expected) => {
    expect(found(`on: push\n${permissions}${two}`, 'excessive-permissions')).toEqual(expected)
  })
})

describe('conditions', () => {
  test.each([
    ['unsound-condition', '|\n          ${{ false }}\n', ['error:8']],
    ['unsound-condition', '|-\n          ${{ false }}\n', []],
    ['unsound-condition', '${{ false }}', []],
    ['unsound-contains', "contains('main dev', github.ref_name)", ['error:8']],
    ['unsound-contains', 'contains(fromJSON(\'["main"]\'), github.ref_name)', []],
    ['bot-conditions', "github.actor == 'dependabot[bot]'", ['error:8']],
    ['bot-conditions', "github.actor != 'dependabot[bot]'", []],
    ['bot-conditions', "github.event.pull_request.user.login == 'dependabot[bot]'", []],
  ])('%s: %j', (rule, condition, expected) => {
    expect(
      found(workflow('pull_request_target', '      - run: x', `        if: ${condition}`), rule),
    ).toEqual(expected)
  })
})

describe('artipacked', () => {
  const upload = (path: string) => [
    `      - uses: actions/upload-artifact@${sha}`,
    '        with:',
    `          path: ${path}`,
  ]
  test.each([
    ['v5', [], ['warning:7']],
    ['v6', [], ['note:7']],
    ['v5', upload('.'), ['error:7']],
    ['v5', upload('dist'), ['warning:7']],
  ])('checkout %s followed by %j', (version, steps, expected) => {
    expect(
      found(workflow('push', `      - uses: actions/checkout@${sha} # ${version}`, ...steps), 'artipacked'),
    ).toEqual(expected)
  })
})

describe('github-env', () => {
  test.each([
    ['echo "A=$B" >> $GITHUB_ENV', ['error:7']],
    ['echo "A=b" >> $GITHUB_ENV', []],
    ['cat file >> "$GITHUB_PATH"', ['error:7']],
    ['echo $GITHUB_ENV', []],
  ])('%s', (script, expected) => {
    expect(found(workflow('pull_request_target', `      - run: ${script}`), 'github-env')).toEqual(expected)
    expect(found(workflow('push', `      - run: ${script}`), 'github-env')).toEqual([])
  })
})
