import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { auditFile } from './audit.ts'
import { workflowsPolicy } from './policy.ts'

const root = join(import.meta.dirname, '..', '..')
const policy = workflowsPolicy.parse({})
const sha = 'a'.repeat(40)

function audit(path: string, text: string): string[] {
  // The README shows the pinned form; the examples name the tag so that they can be run against this very tree.
  const pinned = text.replace(/(uses: org\/operator[\w/-]*)@v1\b.*/g, `$1@${sha} # v1.0.0`)
  const { detections, problems } = auditFile(path, new TextEncoder().encode(pinned), policy)
  return [
    ...problems,
    ...detections.map(({ level, ruleId, location }) => `${level} ${ruleId} ${location?.line}`),
  ]
}

const files = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `${folder}/${name}`)
const actions = readdirSync(join(root, 'actions'))
  .map((name) => `actions/${name}/action.yml`)
  .filter((path) => existsSync(join(root, path)))

describe('what this project ships passes its own audit', () => {
  test.each([...files('.github/workflows'), ...files('workflows-examples')])('%s', (path) => {
    expect(audit('.github/workflows/x.yml', readFileSync(join(root, path), 'utf8'))).toEqual([])
  })

  test.each(actions)('%s', (path) => {
    expect(audit(path, readFileSync(join(root, path), 'utf8'))).toEqual([])
  })

  test('the hardened set-ups of the README', () => {
    const readme = readFileSync(join(root, 'actions/security-baseline/README.md'), 'utf8')
    const blocks = [...readme.matchAll(/```yaml\n(?<text>(?:#.*\n)?on:[\s\S]*?)```/g)].map(
      (match) => match.groups?.['text'] ?? '',
    )
    const target = blocks.filter((text) => text.includes('pull_request_target'))
    expect(target).toHaveLength(1)
    expect(blocks.length).toBeGreaterThan(1)
    for (const text of blocks) {
      const found = audit('.github/workflows/x.yml', text)
      // The pattern is recognised, and said to be one.
      expect(found.map((line) => line.replace(/ \d+$/, ''))).toEqual(
        text.includes('pull_request_target') ? ['note dangerous-triggers'] : [],
      )
    }
  })
})
