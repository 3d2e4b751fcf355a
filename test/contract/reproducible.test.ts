import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { buildActions, listFiles, writeReleaseTree } from '@operator/tooling'

const made: string[] = []
afterAll(() => Promise.all(made.map((directory) => rm(directory, { recursive: true, force: true }))))

/** Compiles one action, and what it starts, in a place where nothing was compiled before. */
async function release(): Promise<{ readonly tree: string; readonly digest: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'operator-reproducible-'))
  made.push(directory)
  const tree = join(directory, 'tree')
  const digest = writeReleaseTree(await buildActions(['migration-guard'], join(directory, 'cache')), tree)
  return { tree, digest }
}

test('two builds in two places give the same bytes, down to the database’s files', async () => {
  const [first, second] = [await release(), await release()]
  const paths = listFiles(first.tree)
  expect(paths).toContain('migration-guard/dist/rehearsal/rehearsal.mjs')
  expect(listFiles(second.tree)).toEqual(paths)
  const different = paths.filter(
    (path) => !readFileSync(join(first.tree, path)).equals(readFileSync(join(second.tree, path))),
  )
  expect(different).toEqual([])
  expect(second.digest).toBe(first.digest)
}, 900_000)
