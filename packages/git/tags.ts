import { runGit } from './process.ts'
import type { Repository } from './repository.ts'

export interface Tag {
  readonly name: string
  /** The commit that it stands for. */
  readonly commit: string
}

/** Tags of commits that the given one contains, the newest first. A clone may have been made without tags. */
export async function listTags(repository: Repository, mergedInto: string, max = 1_000): Promise<Tag[]> {
  const answer = await runGit(repository.directory, [
    'for-each-ref',
    `--merged=${mergedInto}`,
    // The last one counts first: releases of one second are told apart by their numbers.
    '--sort=-version:refname',
    '--sort=-creatordate',
    `--count=${max}`,
    '--format=%(refname:strip=2)%09%(objectname)%09%(*objectname)',
    'refs/tags',
  ])
  return answer
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const [name = '', own = '', annotated = ''] = line.split('\t')
      return own === '' ? [] : [{ name, commit: annotated === '' ? own : annotated }]
    })
}
