import { warning } from '@actions/core'
import { explain } from './explain.ts'

/** Says a defect of ours that costs only a part of the answer; the part itself says that it is unknown. */
export function sayDefect(error: unknown): void {
  warning(explain(error))
}
