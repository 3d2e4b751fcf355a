import { z } from 'zod'

const infracostFile = z.object({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  diffTotalMonthlyCost: z.union([z.string(), z.number()]).nullish(),
})

export interface CostEstimate {
  /** Per month; negative saves. */
  readonly difference: number
  readonly currency: string
}

/** Reads the output of `infracost diff --format json`; undefined when it states no difference. */
export function readInfracost(text: string): CostEstimate | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = infracostFile.safeParse(json)
  const stated = parsed.success ? parsed.data.diffTotalMonthlyCost : undefined
  if (stated === undefined || stated === null || stated === '') return undefined
  const difference = Number(stated)
  return Number.isFinite(difference) ? { difference, currency: parsed.data?.currency ?? 'USD' } : undefined
}
