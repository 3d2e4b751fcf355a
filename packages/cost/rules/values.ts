import { amount, anyClass, type Effect, everywhere, fromZero, limit, type Rule } from '../rule.ts'

const costs: Effect = { kind: 'switch', on: 'costs' }
const opaque: Effect = { kind: 'opaque' }
const free: Effect = { kind: 'free' }

/** Switches of configuration that runs nothing of its own. */
const freeParts = [
  'rbac',
  'serviceAccount',
  'networkPolicy',
  'podDisruptionBudget',
  'pdb',
  'serviceMonitor',
  'podMonitor',
  'prometheusRule',
  'securityContext',
  'podSecurityContext',
  'containerSecurityContext',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'tls',
  'crds',
  'httpRoute',
  'auth',
]

/** What charts call their settings, by convention. A values file overrides a chart's own, so nothing has a default here. */
export const valuesRules: readonly Rule[] = [
  { at: '** limits *', effect: limit, bounds: true },
  { at: '** requests *', effect: fromZero },
  { at: '** nodeSelector *', effect: anyClass },
  ...everywhere(
    `replicas replicaCount replicasCount minReplicas minReplicaCount numReplicas readReplicas parallelism completions shards instances
    storageSize diskSize volumeSize capacity memory cpu gpus nodeCount minNodes maxNodes minSize`,
    amount,
  ),
  ...everywhere('maxReplicas maxReplicaCount maxSize maxScale retentionSize', amount, true),
  ...everywhere(
    'retention retentionTime retentionPeriod retentionDays',
    { kind: 'amount', unit: 'time' },
    true,
  ),
  { at: '** size', effect: anyClass },
  { at: '** storage', effect: anyClass },
  ...everywhere(
    `storageClass storageClassName instanceType instanceTypes machineType instanceClass nodeType vmSize tier plan sku
    resourcesPreset volumeType`,
    anyClass,
  ),
  { at: '** service type', effect: { kind: 'class', ladder: ['clusterip', 'nodeport', 'loadbalancer'] } },
  { at: '** spot', effect: { kind: 'switch', on: 'saves' } },
  ...everywhere('schedule', { kind: 'schedule' }),
  ...['autoscaling', 'hpa', 'keda'].map((name) => ({ at: `** ${name} enabled`, effect: opaque })),
  ...freeParts.map((name) => ({ at: `** ${name} enabled`, effect: free })),
  { at: '** persistence enabled', effect: costs },
  // A part of the chart, or a chart that it depends on.
  { at: '* enabled', effect: costs },
]
