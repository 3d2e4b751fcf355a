import type { CommitChecksFacts, WorkflowFacts, WorkflowSetFacts } from '../../ci/facts.ts'
import type { Required } from '../../ci/required.ts'
import type { Weakness } from '../diagnosis.ts'

/** A required check, and everything known about who reports it. */
export interface Demanded {
  readonly required: Required
  /** Workflows of the branch with a job of this name. */
  readonly emitters: readonly WorkflowFacts[]
  readonly trusted: WorkflowSetFacts
  /** What reported on the commit that was looked at; undefined where it could not be read. */
  readonly reported: CommitChecksFacts | undefined
}

/** Looks for one way to forge a required check, or to lose it. */
export type WeaknessRule = (demanded: Demanded) => Weakness | undefined

/** The app behind `GITHUB_TOKEN`; on github.com its number is the same everywhere. */
export const actionsApp = { id: 15368, slug: 'github-actions' } as const

export function isByActions({ appId, appSlug }: Required): boolean {
  return appId === actionsApp.id || appSlug === actionsApp.slug
}

export function isPinned({ appId, appSlug, workflow }: Required): boolean {
  return appId !== undefined || appSlug !== undefined || workflow !== undefined
}
