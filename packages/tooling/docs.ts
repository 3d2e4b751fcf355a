import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { policyJsonSchema } from '@operator/policy'
import { report } from '@operator/report'
import { z } from 'zod'
import { actionShapes, ownOutputs } from './action-shapes.ts'
import { parseManifest } from './manifest.ts'
import { renderManifest } from './manifest-document.ts'
import {
  checksTable,
  inputsTable,
  intentsTable,
  outputsTable,
  replaceSection,
  rulesTable,
} from './markdown-tables.ts'
import { listActions, root } from './paths.ts'

/** Every generated file or section, as path and whole new content. */
function generate(): Map<string, string> {
  const files = new Map<string, string>()
  for (const action of listActions()) {
    const path = join(action.directory, 'action.yml')
    const written = readFileSync(path, 'utf8')
    const shape = actionShapes[action.name]
    const generated = shape === undefined ? written : renderManifest(written, shape, ownOutputs[action.name])
    files.set(path, generated)
    const manifest = parseManifest(generated)
    const readme = join(action.directory, 'README.md')
    let text = readFileSync(readme, 'utf8')
    text = replaceSection(text, 'inputs', inputsTable(manifest))
    text = replaceSection(text, 'outputs', outputsTable(manifest))
    if (action.name === 'migration-guard') text = replaceSection(text, 'rules', rulesTable())
    if (action.name === 'precheck') text = replaceSection(text, 'intents', intentsTable())
    files.set(readme, text)
  }
  const readme = join(root, 'README.md')
  files.set(readme, replaceSection(readFileSync(readme, 'utf8'), 'checks', checksTable()))
  files.set(
    join(root, 'packages', 'report', 'report.v1.schema.json'),
    json(z.toJSONSchema(report, { io: 'input' })),
  )
  files.set(join(root, 'packages', 'policy', 'operator.schema.json'), json(policyJsonSchema()))
  return files
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const stale: string[] = []
for (const [path, content] of generate()) {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) continue
  stale.push(relative(root, path))
  if (!values.check) writeFileSync(path, content)
}
if (values.check && stale.length > 0) {
  process.stderr.write(`Out of date: ${stale.join(', ')}. Run npm run docs and commit the result.\n`)
  process.exitCode = 1
} else {
  process.stdout.write(stale.length === 0 ? 'docs are up to date\n' : `wrote ${stale.join(', ')}\n`)
}
