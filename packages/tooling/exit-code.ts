import type { Verdict } from '@operator/report'

/** Exit codes of `npm run operator`. */
export const exitCodes: Readonly<Record<Verdict, number>> = {
  go: 0,
  'no-go': 1,
  'ask-human': 2,
  incomplete: 3,
}

/** The command line itself is wrong (sysexits' EX_USAGE). */
export const usageExitCode = 64

/** Operator crashed (sysexits' EX_SOFTWARE). */
export const crashExitCode = 70
