import type { Root } from '../graph.ts'
import type { Scope } from '../package.ts'
import type { Manifest } from './manifest.ts'

/** The packages that manifests ask for, where the lockfile itself does not say which ones those are. */
export function requirementRoots(
  manifests: readonly Manifest[],
  find: (name: string, range: string) => string | undefined,
): Root[] {
  return manifests.flatMap((manifest) => {
    const sections: readonly (readonly [ReadonlyMap<string, string>, Scope])[] = [
      [manifest.dependencies, 'runtime'],
      [manifest.optionalDependencies, 'optional'],
      [manifest.devDependencies, 'development'],
    ]
    return sections.flatMap(([section, scope]) =>
      [...section].flatMap(([name, range]): Root[] => {
        const id = find(name, range)
        return id === undefined ? [] : [{ id, scope }]
      }),
    )
  })
}
