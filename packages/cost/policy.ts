import { z } from 'zod'

const path = z.string().min(1)

/** `precheck.cost` in the policy. */
export const costPolicy = z.strictObject({
  /** Globs of further files that decide what is paid for: a change to one asks, whatever it holds. */
  paths: z.array(path).readonly().default([]),
  /** Globs of files that look like infrastructure and are never deployed. */
  ignore: z
    .array(path)
    .readonly()
    .default([
      '**/node_modules/**',
      '**/{testdata,fixtures,__fixtures__}/**',
      '**/*compose*.{dev,test,ci,local}.{yml,yaml}',
    ]),
  /** Plans of Terraform (`terraform show -json`) that a step before this one writes; the `.tf` files below `root` are judged by them. */
  'terraform-plans': z
    .array(z.strictObject({ path, root: z.string().default('.') }))
    .readonly()
    .default([]),
  /** An estimate (`infracost diff --format json`) that a step before this one writes: shown, and asks when it rises. */
  infracost: path.optional(),
})
export type CostPolicy = z.infer<typeof costPolicy>
