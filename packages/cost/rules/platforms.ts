import { amount, anyClass, everywhere, fromZero, limit, type Rule } from '../rule.ts'

const fromOne = { kind: 'amount', absent: 1 } as const

/** https://docs.docker.com/reference/compose-file/deploy/ */
export const composeRules: readonly Rule[] = [
  { at: 'deploy replicas', effect: fromOne },
  { at: 'scale', effect: fromOne },
  {
    at: 'deploy resources limits memory',
    effect: { ...bytes(), absent: Number.POSITIVE_INFINITY },
    bounds: true,
  },
  { at: 'deploy resources limits *', effect: limit, bounds: true },
  { at: 'deploy resources reservations memory', effect: { ...bytes(), absent: 0 } },
  { at: 'deploy resources reservations devices', effect: { kind: 'entries' } },
  { at: 'deploy resources reservations devices count', effect: anyClass },
  { at: 'deploy resources reservations *', effect: fromZero },
  { at: 'mem_limit', effect: { ...bytes(), absent: Number.POSITIVE_INFINITY, unlimited: [0] }, bounds: true },
  { at: 'mem_reservation', effect: { ...bytes(), absent: 0 } },
  { at: 'cpus', effect: { kind: 'amount', absent: Number.POSITIVE_INFINITY, unlimited: [0] }, bounds: true },
  { at: 'gpus', effect: anyClass },
  { at: 'extends *', effect: { kind: 'opaque' } },
  { at: 'deploy mode', effect: anyClass },
]

function bytes() {
  return { kind: 'amount', unit: 'bytes' } as const
}

/** https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml; defaults are AWS's and the framework's. */
export const serverlessRules: readonly Rule[] = [
  { at: 'memorySize', effect: { kind: 'amount', absent: 1_024 } },
  { at: 'timeout', effect: { kind: 'amount', absent: 6, unit: 'time' } },
  { at: 'ephemeralStorageSize', effect: { kind: 'amount', absent: 512 } },
  { at: 'provisionedConcurrency', effect: fromZero },
  { at: 'reservedConcurrency', effect: limit, bounds: true },
  { at: 'logRetentionInDays', effect: limit, bounds: true },
  { at: 'snapStart', effect: { kind: 'switch', on: 'costs' } },
  { at: 'architecture', effect: { kind: 'class', ladder: ['arm64', 'x86_64'], absent: 'x86_64' } },
  { at: 'events schedule', effect: { kind: 'schedule' } },
  { at: 'events schedule rate', effect: { kind: 'schedule' } },
  { at: 'concurrencyAutoscaling maximum', effect: amount },
]

/** Render, Heroku, Vercel, Railway, App Engine. */
export const platformRules: readonly Rule[] = [
  ...everywhere(
    `numInstances minInstances min_num_instances min_idle_instances minReplicas numReplicas instances quantity sizeGB diskSizeGB disk_size_gb
    memory memory_gb memoryMB cpu cpus max_idle_instances`,
    amount,
  ),
  ...everywhere('maxInstances max_num_instances maxReplicas', amount, true),
  ...everywhere('maxDuration idle_timeout', { kind: 'amount', unit: 'time' }, true),
  ...everywhere('plan size instance_class env', anyClass),
  ...everywhere('cron schedule', { kind: 'schedule' }),
]

/** https://docs.github.com/billing/reference/actions-runner-pricing: a minute on Windows costs more than on Linux, on macOS most. */
export const workflowRules: readonly Rule[] = [
  { at: 'runner', effect: { kind: 'class', ladder: ['linux', 'windows', 'macos', 'larger'] } },
]
