import { fingerprint } from '@operator/report'

/** Of what was and what is; absent and empty are two things. */
export function digestOf(before: string | undefined, after: string | undefined): string {
  return fingerprint(
    ...[before, after].flatMap((side) => (side === undefined ? ['absent', ''] : ['there', side])),
  )
}
