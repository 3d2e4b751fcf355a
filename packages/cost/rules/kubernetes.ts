import { anyClass, everywhere, fromZero, limit, type Rule } from '../rule.ts'
import { cloudRules } from './cloud.ts'

const fromOne = { kind: 'amount', absent: 1 } as const
const podRules: readonly Rule[] = [
  // Extended resources (GPUs) are reserved by their limit; without one there are none.
  { at: '** resources limits */*', effect: fromZero },
  { at: '** resources limits *', effect: limit, bounds: true },
  { at: '** resources requests *', effect: fromZero },
  { at: '** nodeSelector *', effect: anyClass },
  ...everywhere('storageClassName volumeClassName runtimeClassName', anyClass),
  ...everywhere('activeDeadlineSeconds ttlSecondsAfterFinished', limit, true),
  ...everywhere('parallelism completions', fromOne),
  { at: '** suspend', effect: { kind: 'switch', on: 'saves' } },
  { at: '** schedule', effect: { kind: 'schedule' } },
  { at: '** annotations autoscaling.knative.dev/maxScale', effect: limit, bounds: true },
  { at: '** annotations autoscaling.knative.dev/minScale', effect: fromZero },
  { at: '** annotations run.googleapis.com/cpu*', effect: anyClass },
  { at: '** annotations *load-balancer-type', effect: anyClass },
]

/** Of the kinds that come with Kubernetes, and of Knative's services. */
export const workloadRules: readonly Rule[] = [
  { at: 'spec replicas', effect: fromOne },
  { at: 'spec minReplicas', effect: fromOne },
  { at: 'spec maxReplicas', effect: { kind: 'amount' }, bounds: true },
  ...podRules,
]

/** Of quotas and default limits. */
export const quotaRules: readonly Rule[] = [
  { at: 'spec hard *', effect: limit },
  { at: '** max *', effect: limit },
]

/** Of other kinds: node pools, cloud resources, databases. */
export const otherKindRules: readonly Rule[] = [
  { at: 'spec limits *', effect: limit, bounds: true },
  { at: 'spec ttl', effect: limit, bounds: true },
  { at: '** requirements values', effect: anyClass },
  ...everywhere('maxReplicaCount', { kind: 'amount', absent: 100 }, true),
  ...everywhere('minReplicaCount idleReplicaCount', fromZero),
  { at: 'spec replicas', effect: { kind: 'amount' } },
  { at: 'spec instances', effect: { kind: 'amount' } },
  ...podRules,
  ...cloudRules,
]

/** Of kinds that install a chart or a folder from elsewhere. */
export const sourceRules: readonly Rule[] = [
  // A patch that stands there as text, and what is put into what is installed.
  { at: '** patch', effect: { kind: 'opaque' } },
  { at: '** substitute *', effect: anyClass },
  ...everywhere('repoURL chart targetRevision version path url tag branch digest semver commit', {
    kind: 'opaque',
  }),
  { at: '** sourceRef *', effect: { kind: 'opaque' } },
  { at: '** chartRef *', effect: { kind: 'opaque' } },
]
