import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ActionsMetadataProvider, validate } from '@actions/languageservice'
import { describe, expect, test } from '@jest/globals'
import { readManifest, root } from '@operator/tooling'
import { TextDocument } from 'vscode-languageserver-textdocument'

const folders = ['workflows-examples', '.github/workflows']
const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))

/** The inputs that we give to other people's actions; a new one is looked up in its action.yml and added here. */
const others: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['fetch-depth', 'persist-credentials', 'ref'],
  'actions/setup-node': ['node-version', 'cache'],
  'actions/attest': ['subject-path'],
}

const described = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { description: name }]))

/** `org/operator` is the gate, `org/operator/<name>` an action by its folder. */
const actions: ActionsMetadataProvider = {
  fetchActionMetadata: async ({ owner, name, path }) => {
    const action = `${owner}/${name}`
    const inputs = others[action]
    if (inputs !== undefined) return { name, description: name, inputs: described(inputs) }
    const directory = join(root, 'actions', path ?? 'gate')
    if (action !== 'org/operator' || !existsSync(join(directory, 'action.yml'))) return undefined
    const manifest = readManifest(directory)
    return {
      name: manifest.name,
      description: manifest.description,
      inputs: described(Object.keys(manifest.inputs)),
      outputs: described(Object.keys(manifest.outputs)),
    }
  },
}

/** Each document needs an address of its own: the service caches by it. */
let documents = 0

async function problemsOf(path: string, text: string): Promise<string[]> {
  documents += 1
  // The service does not look into local actions, so ours get the name that others use.
  const released = text.replace(/uses: \.\/actions\/(\S+)/g, 'uses: org/operator/$1@v1')
  const document = TextDocument.create(`file:///${documents}/${path}`, 'yaml', 0, released)
  const problems = await validate(document, { actionsMetadataProvider: actions })
  return problems.map(({ range, message }) => `${path}:${range.start.line + 1} ${message}`)
}

describe('workflows', () => {
  test('there are some', () => expect(files.length).toBeGreaterThan(4))

  test.each(files)('%s is a valid workflow that gives our actions what they take', async (path) => {
    expect(await problemsOf(path, readFileSync(join(root, path), 'utf8'))).toEqual([])
  })

  test.each([
    [
      'a misspelt input',
      'uses: org/operator/migration-guard@v1\n        with: { fail-no: incomplete }',
      'fail-no',
    ],
    [
      'a misspelt input of a local action',
      'uses: ./actions/security-baseline\n        with: { mod: report }',
      'mod',
    ],
    ['an action that is not there', 'uses: org/operator/prechek@v1', 'prechek'],
    ['an output of no step', 'run: echo ${{ steps.none.outputs.allowed }}', 'none'],
    ['an expression that cannot be', 'run: echo ${{ github.event_nam }}', 'event_nam'],
    ['a step without anything', 'name: nothing', 'run'],
  ])('%s would be found', async (_, step, message) => {
    const text = `on: push\njobs:\n  job:\n    runs-on: ubuntu-24.04\n    steps:\n      - ${step}\n`
    expect((await problemsOf('wrong.yml', text)).join('\n')).toContain(message)
  })
})
