import { z } from 'zod'
import { isFreeTerraformType } from './free/terraform.ts'
import { compileRules } from './match-rules.ts'
import { describeResource, type Resource, type Role } from './resource.ts'
import { cloudRules } from './rules/cloud.ts'
import { fromJson, textAt, type Value } from './value.ts'

const rules = compileRules(cloudRules)

/** What `terraform show -json` tells of a plan that is of use here. https://developer.hashicorp.com/terraform/internals/json-format */
const planFile = z.object({
  format_version: z.string().regex(/^[01]\./),
  errored: z.boolean().optional(),
  complete: z.boolean().optional(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        type: z.string(),
        mode: z.string().optional(),
        change: z.object({
          actions: z.array(z.string()),
          before: z.unknown(),
          after: z.unknown(),
          after_unknown: z.unknown(),
        }),
      }),
    )
    .default([]),
})

export interface TerraformPlan {
  readonly before: readonly Resource[]
  readonly after: readonly Resource[]
  /** When it was made; older Terraforms do not say. ISO 8601. */
  readonly timestamp: string | undefined
  /** Whether a Terraform file belongs to what was planned. */
  covers(path: string): boolean
}

export type PlanReading =
  | { readonly kind: 'read'; readonly plan: TerraformPlan }
  /** `problem` is a clause. */
  | { readonly kind: 'unreadable'; readonly problem: string }

/** Reads a plan of the Terraform files below `root`. One that failed or left something out tells nothing. */
export function readTerraformPlan(text: string, path: string, root: string): PlanReading {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { kind: 'unreadable', problem: 'is no JSON; make it with terraform show -json' }
  }
  const parsed = planFile.safeParse(json)
  if (!parsed.success) return { kind: 'unreadable', problem: 'is no plan; make it with terraform show -json' }
  const { errored, complete, timestamp, resource_changes: changed } = parsed.data
  if (errored === true) return { kind: 'unreadable', problem: 'is of a plan that failed' }
  if (complete === false) return { kind: 'unreadable', problem: 'leaves changes out (-target, or deferred)' }
  const before: Resource[] = []
  const after: Resource[] = []
  for (const { address, type, mode, change } of changed) {
    if (mode === 'data') continue
    const describe = (value: Value) =>
      describeResource(path, value, rules, {
        kind: type,
        name: address.slice(0, 200),
        identity: `terraform ${address}`,
        role: roleOf(type, value),
        governs: [],
      })
    if (change.before !== null && change.before !== undefined) before.push(describe(fromJson(change.before)))
    if (change.after !== null && change.after !== undefined) {
      after.push(describe(withUnknown(fromJson(change.after), change.after_unknown)))
    }
  }
  const folder = root === '.' || root === '' ? '' : `${root.replace(/^\.\//, '').replace(/(?<!\/)\/+$/, '')}/`
  return {
    kind: 'read',
    plan: { before, after, timestamp, covers: (file) => file.startsWith(folder) },
  }
}

/** What is known only after applying is an expression, whatever it was before. */
function withUnknown(value: Value, unknown: unknown): Value {
  if (unknown === true) return { kind: 'computed', text: 'known after apply', line: undefined }
  if (Array.isArray(unknown)) {
    const items = value.kind === 'list' ? value.items : []
    return {
      kind: 'list',
      line: undefined,
      items: unknown
        .map((one, index) => withUnknown(items[index] ?? nothing, one))
        .concat(items.slice(unknown.length)),
    }
  }
  if (typeof unknown === 'object' && unknown !== null) {
    const entries = new Map(value.kind === 'map' ? value.entries : [])
    for (const [key, one] of Object.entries(unknown))
      entries.set(key, withUnknown(entries.get(key) ?? nothing, one))
    return { kind: 'map', entries, line: undefined }
  }
  return value
}

const nothing: Value = { kind: 'scalar', value: null, line: undefined }

const budgets =
  /^(?:aws_budgets_budget|aws_ce_anomaly_\w+|google_billing_budget|azurerm_consumption_budget_\w+|azurerm_cost_anomaly_alert)$/
const limits =
  /^(?:aws_s3_bucket_lifecycle_configuration|aws_ecr_lifecycle_policy|aws_dlm_lifecycle_policy|aws_api_gateway_usage_plan|azurerm_storage_management_policy|azurerm_dev_test_global_vm_shutdown_schedule)$/
const scalers =
  /^(?:aws_autoscaling_policy|aws_autoscaling_schedule|aws_appautoscaling_\w+|azurerm_monitor_autoscale_setting|google_compute_(?:region_)?autoscaler|kubernetes_horizontal_pod_autoscaler\w*)$/

function roleOf(type: string, body: Value): Role {
  if (budgets.test(type)) return 'budget'
  if (type === 'aws_cloudwatch_metric_alarm' && textAt(body, 'namespace') === 'AWS/Billing') return 'budget'
  if (limits.test(type)) return 'limit'
  if (scalers.test(type)) return 'scaler'
  return isFreeTerraformType(type) ? 'free' : 'priced'
}
