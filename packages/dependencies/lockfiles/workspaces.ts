import { dirname, matchesGlob, normalize, relative } from 'node:path/posix'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Manifest } from './manifest.ts'

/** Where pnpm lists the members that npm, yarn and bun list in the root's `package.json`. */
export const pnpmWorkspace = /(?:^|\/)pnpm-workspace\.yaml$/

const pnpmShape = z.object({ packages: z.array(z.string()).nullish() }).nullish()

/** The globs of a `pnpm-workspace.yaml`; none where it cannot be read, so that nothing passes for a member. */
export function parsePnpmWorkspace(text: string): readonly string[] {
  try {
    return pnpmShape.parse(parse(text, { maxAliasCount: 0 }))?.packages ?? []
  } catch {
    return []
  }
}

/** The version of each member by its name, as far as the manifest says one. */
export type Members = ReadonlyMap<string, string | undefined>

/** The packages in the root's folder and below that its globs make members: those alone are linked instead of installed. */
export function findMembers(
  root: string,
  globs: readonly string[],
  manifests: ReadonlyMap<string, Manifest>,
): Members {
  const plain = globs.map((glob) => {
    const excludes = glob.startsWith('!')
    return { excludes, glob: normalize(excludes ? glob.slice(1) : glob).replace(/\/$/, '') }
  })
  const isMember = (folder: string) =>
    plain.some(({ excludes, glob }) => !excludes && matches(folder, glob)) &&
    !plain.some(({ excludes, glob }) => excludes && matches(folder, glob))
  return new Map(
    [...manifests].flatMap(([path, { name, version }]): [string, string | undefined][] =>
      name !== undefined && isMember(relative(root, dirname(path)) || '.') ? [[name, version]] : [],
    ),
  )
}

function matches(folder: string, glob: string): boolean {
  return folder === glob || matchesGlob(folder, glob)
}

/** Whether a member is linked for this range: one of another version is asked from the registry. A range of several parts is taken to fit. */
export function isLinked(members: Members, name: string, range: string): boolean {
  if (!members.has(name)) return false
  const major = /^[\^~=v]*(\d+)(?:[A-Za-z_.+-][\w.+-]*)?$/.exec(range)?.[1]
  return major === undefined || members.get(name)?.split('.', 1)[0] === major
}
