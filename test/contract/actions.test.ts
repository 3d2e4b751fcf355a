import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { listActions, type Manifest, readManifest } from '@operator/tooling'
import { actionShapes, ownOutputs } from '../../packages/tooling/action-shapes.ts'

const outputs = ['verdict', 'allowed', 'report', 'sarif', 'evidence', 'summary']

describe.each(listActions().map((action) => ({ ...action, manifest: readManifest(action.directory) })))(
  'action $name',
  ({
    name,
    directory,
    kind,
    manifest,
  }: {
    name: string
    directory: string
    kind: string
    manifest: Manifest
  }) => {
    test('has a README that says which permissions it needs', () => {
      const readme = readFileSync(join(directory, 'README.md'), 'utf8')
      expect(readme).toContain('permissions:')
      for (const input of Object.keys(manifest.inputs)) expect(readme).toContain(`\`${input}\``)
    })

    test('takes what its schema reads, and answers what every action answers', () => {
      if (kind === 'composite') return
      const shape = actionShapes[name]
      expect(Object.keys(manifest.inputs).sort()).toEqual(Object.keys(shape ?? {}).sort())
      expect(Object.keys(manifest.outputs).sort()).toEqual(
        [...outputs, ...Object.keys(ownOutputs[name] ?? {})].sort(),
      )
      expect(manifest.runs.using).toBe('node24')
    })

    test('no input claims to be required while it has a default', () => {
      const wrong = Object.entries(manifest.inputs).filter(
        ([, input]) => input.required && input.default !== undefined,
      )
      expect(wrong).toEqual([])
    })

    test('the entry that it names is the one that the build makes', () => {
      if (manifest.runs.using !== 'node24') return
      expect(manifest.runs.main).toBe('dist/index.js')
      expect(existsSync(join(directory, 'main.ts'))).toBe(true)
    })
  },
)
