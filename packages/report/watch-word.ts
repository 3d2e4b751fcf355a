import { z } from 'zod'

/** A status of a deployment, as far as it can be a word of post-deploy-watch. */
interface StatusFacts {
  readonly state: string
  readonly description?: string | undefined
}

/**
 * What post-deploy-watch writes on a deployment's status; `low-traffic`: nothing is wrong, its probes passed and the version
 * converged, but there were too few requests to rule a rise of errors out.
 */
export const watchVerdict = z.enum(['watching', 'healthy', 'low-traffic', 'inconclusive', 'regressed'])
export type WatchVerdict = z.infer<typeof watchVerdict>

/** What the watch says where too few requests are all that is missing. */
export const lowTrafficWords = 'low traffic, version and paths passed'

/** Each word with the state that it comes with; held against the watch itself in test/contract. */
const forms: readonly { readonly verdict: WatchVerdict; readonly state: string; readonly says: RegExp }[] = [
  { verdict: 'watching', state: 'IN_PROGRESS', says: /^Watching / },
  { verdict: 'healthy', state: 'SUCCESS', says: /^Healthy: / },
  { verdict: 'low-traffic', state: 'ERROR', says: new RegExp(`^Inconclusive: ${lowTrafficWords}\\b`) },
  { verdict: 'inconclusive', state: 'ERROR', says: /^(?:Inconclusive|Watch failed): / },
  { verdict: 'regressed', state: 'FAILURE', says: /^(?:Regressed|Not served|Rolled back)\b/ },
]

/** What the watch says with a status; undefined when it is not the watch's. */
export function watchVerdictOf({ state, description = '' }: StatusFacts): WatchVerdict | undefined {
  return forms.find((form) => form.state === state && form.says.test(description))?.verdict
}

/** The commit that the watch says it went back to, and proved; undefined when it says no such thing. */
export function provenRollbackIn({ state, description = '' }: StatusFacts): string | undefined {
  return state === 'FAILURE'
    ? /\bRolled back to ([0-9a-f]{7,40}), proven\b/.exec(description)?.[1]
    : undefined
}
