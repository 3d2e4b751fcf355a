import { intent, stage } from '@operator/report'
import { z } from 'zod'

/** What is judged, where it is to be deployed, and why. */
export const subjectFacts = z
  .object({
    repository: z.object({ owner: z.string(), name: z.string() }).readonly(),
    stage,
    intent,
    environment: z.string().optional(),
    /** The commit that GitHub's checks hang on. */
    head: z.string(),
    tree: z.string(),
    /** Null when everything counts as introduced. */
    base: z.string().nullable(),
    baseMeaning: z.string(),
    /** The branch that the change is for: a pull request's target, else the default branch. */
    branch: z.string().optional(),
    pullRequest: z.number().int().optional(),
    /** Who began this run, and by which event. */
    actor: z.string().optional(),
    event: z.string().optional(),
    /** The incident that a hotfix is said to mend. */
    incident: z.number().int().optional(),
    /** Who is named to watch the deployment, by whoever wrote the workflow. */
    watcher: z.string().optional(),
  })
  .readonly()
export type SubjectFacts = z.infer<typeof subjectFacts>

/** True where something is about to be deployed. */
export function isDeploying({ stage: at, environment }: SubjectFacts): boolean {
  return at === 'deploy' || (at === 'local' && environment !== undefined)
}
