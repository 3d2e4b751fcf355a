import { listTags, type Repository } from '@operator/git'

/** The version that runs in production while the change's migrations are applied. */
export type Release =
  | { readonly kind: 'known'; readonly name: string; readonly commit: string }
  /** Nothing runs yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: string; readonly next: string }

/** `v1`, `v1.2.3`, `1.2`, `api@1.2.3`, `release-2026.01.02`. */
const versionTag = /(?:^|[@/_-])(?:v\d{1,8}|\d{1,8}\.\d{1,8})(?:\.\d{1,8}){0,3}(?:[.+-][\w.+-]{0,64})?$/

/** What testers run. */
const preRelease = /[-.](?:alpha|beta|rc|pre|preview|dev|next|canary|snapshot|nightly)(?:[-.\d]|$)/i

/**
 * What is released. Before a deployment it is what was deployed last (`deployed`, null when nothing was); a pull request goes to a
 * branch whose newest version tag says it.
 */
export async function findRelease(
  repository: Repository,
  { deployed, branch }: { readonly deployed: string | null | undefined; readonly branch: string | null },
): Promise<Release> {
  if (deployed === null) return { kind: 'none' }
  if (deployed !== undefined) {
    return { kind: 'known', name: 'what is deployed now', commit: deployed }
  }
  const tags = branch === null ? [] : await listTags(repository, branch)
  const versions = tags.filter(({ name }) => versionTag.test(name))
  const newest = versions.find(({ name }) => !preRelease.test(name)) ?? versions[0]
  if (newest !== undefined) return { kind: 'known', name: newest.name, commit: newest.commit }
  const why = repository.shallow
    ? 'this clone is shallow and has no version tag'
    : 'the target branch has no version tag'
  return {
    kind: 'unknown',
    why,
    next: repository.shallow
      ? 'Check out with `fetch-depth: 0`, so that the tags are in the clone.'
      : 'Make sure that the version in production no longer uses it, or tag releases so that this can be looked up.',
  }
}
