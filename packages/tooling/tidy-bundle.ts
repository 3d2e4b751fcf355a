import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { minify } from '@swc/core'
import { root } from './paths.ts'

const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
/** Webpack drops unused exports only; what they called stays behind. Nothing but that is changed. */
const withoutUnused = {
  defaults: false,
  dead_code: true,
  unused: true,
  side_effects: true,
  toplevel: true,
  keep_fnames: true,
  keep_classnames: true,
}
const layout = ['--indent-style=tab', '--line-width=200', '--files-max-size=20000000']

/**
 * Takes comments, indentation and what nothing calls out of a compiled bundle, which is 40 % of it. Names and lines stay: people
 * read it, compare it with the one before, and send us its stack traces. The licences stand in `licenses.txt`.
 */
export async function tidyBundle(folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    const path = join(folder, name)
    const { code } = await minify(readFileSync(path, 'utf8'), {
      module: true,
      compress: withoutUnused,
      mangle: false,
      format: { comments: false },
    })
    writeFileSync(path, layOut(code, name))
  }
}

function layOut(code: string, name: string): string {
  const args = [biome, 'format', ...layout, `--stdin-file-path=${name}`]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    input: code,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0 || stdout === '') throw new Error(`Biome could not lay out ${name}: ${stderr}`)
  return stdout
}
