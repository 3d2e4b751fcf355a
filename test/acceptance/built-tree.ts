import { provideReleaseTree } from '@operator/tooling'

/**
 * The folder of the release tree as the sources are now: `<tree>/precheck/action.yml`, `<tree>/precheck/dist/index.js`, …
 * Compiles what is stale and nothing else; safe from several processes at once. With names, a tree of only these actions, so
 * that a test does not wait for what it does not use. Nothing may be written into it.
 */
export function releaseTree(actions: readonly string[] = []): Promise<string> {
  return provideReleaseTree(actions)
}
