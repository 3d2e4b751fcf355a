import { z } from 'zod'
import type { TextFile } from '../changes/text-files.ts'
import type { ChangelogFacts } from './facts.ts'
import { fragmentDirectory } from './fragments.ts'

type Package = NonNullable<ChangelogFacts['packages']>[number]

/** The folder of a file; empty for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** Other people's code, and what tests play with, has changelogs that are not ours. */
export function isForeign(path: string): boolean {
  return /(?:^|\/)(?:node_modules|vendor|third_party|fixtures?|testdata|__fixtures__)\//.test(path)
}

/** Where towncrier's fragments lie, by the folder of the package that they are about. */
export function fragmentFolders(configurations: readonly TextFile[]): ReadonlyMap<string, string> {
  return new Map(
    configurations.flatMap(({ path, text }) => {
      const directory = fragmentDirectory(text)
      const folder = folderOf(path)
      if (directory === undefined) return []
      return [[folder === '' ? directory : `${folder}/${directory}`, folder] as const]
    }),
  )
}

const manifest = z.object({ name: z.string().min(1), private: z.boolean().optional() })
const changesetConfig = z.object({ ignore: z.array(z.string()).optional() })

/** Packages that changesets name: neither private nor ignored. */
export function changesetPackages(
  manifests: readonly TextFile[],
  configuration: string | undefined,
): Package[] {
  const { ignore = [] } = changesetConfig.safeParse(parseJson(configuration ?? '')).data ?? {}
  return manifests.flatMap(({ path, text }) => {
    const parsed = manifest.safeParse(parseJson(text))
    if (!parsed.success || parsed.data.private === true || ignore.includes(parsed.data.name)) return []
    return [{ folder: folderOf(path), name: parsed.data.name }]
  })
}

/** Every package with a changelog of its own. */
export function listPackages(
  changelogs: readonly string[],
  fragments: ReadonlyMap<string, string>,
  named: readonly Package[],
): Package[] {
  const names = new Map(named.map(({ folder, name }) => [folder, name]))
  const folders = new Set([...changelogs.map(folderOf), ...fragments.values(), ...names.keys()])
  folders.delete('')
  return [...folders].sort().map((folder) => {
    const name = names.get(folder)
    return { folder, ...(name !== undefined && { name }) }
  })
}

/** The package that a path belongs to: the deepest one around it; empty for the root's. */
export function packageOf(path: string, packages: readonly Package[]): string {
  let deepest = ''
  for (const { folder } of packages) {
    if (path.startsWith(`${folder}/`) && folder.length > deepest.length) deepest = folder
  }
  return deepest
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
