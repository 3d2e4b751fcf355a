import type { ProbeResult } from '@operator/statistics'
import type { ProbeAnswer } from '../event.ts'

/** What one path answered, look by look. */
export interface PathState {
  /** Looks while the former version was served. */
  readonly before: readonly Look[]
  /** Looks that count for the verdict: only the new version was served. */
  readonly after: readonly Look[]
  /** Looks of neither kind, while the versions changed. */
  readonly between: readonly Look[]
  readonly lastFailure: { readonly at: number; readonly detail: string } | undefined
}

export interface Look {
  readonly result: ProbeResult
  readonly milliseconds: number
}

export type LookPart = 'before' | 'between' | 'after'

export const unseenPath: PathState = { before: [], after: [], between: [], lastFailure: undefined }

export function noteLook(state: PathState, part: LookPart, answer: ProbeAnswer, at: number): PathState {
  const look = { result: answer.result, milliseconds: answer.milliseconds }
  return {
    ...state,
    [part]: [...state[part], look],
    lastFailure: answer.result === 'ok' ? state.lastFailure : { at, detail: answer.detail },
  }
}

/** How many of the last looks failed one after the other. */
export function failuresInARow(looks: readonly Look[]): number {
  const lastGood = looks.findLastIndex((look) => look.result === 'ok')
  return looks.length - 1 - lastGood
}
