import { describe, expect, test } from '@jest/globals'
import { growthIn, growthOf } from '../compare-scene.ts'

interface Pod {
  readonly replicas?: number | string
  readonly resources?: string
  readonly extra?: string
}

const deployment = (
  { replicas = 2, resources = '{}', extra = '' }: Pod = {},
  name = 'web',
) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    spec:
      ${extra}
      containers:
        - name: app
          image: shop:1
          resources: ${resources}
`
const autoscaler = (max: number, min = 2) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: ${min}
  maxReplicas: ${max}
`
const claim = (storage: string, storageClass = 'standard') => `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data }
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: ${storageClass}
  resources: { requests: { storage: ${storage} } }
`
const service = (type: string) => `apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: ${type}, selector: { app: web } }
`
const cronJob = (schedule: string, suspend = false) => `apiVersion: batch/v1
kind: CronJob
metadata: { name: report }
spec:
  schedule: "${schedule}"
  suspend: ${suspend}
  jobTemplate:
    spec:
      template: { spec: { containers: [{ name: app, image: shop:1 }] } }
`
const nodePool = (cpu: number | undefined, types = '[m5.large]') => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: general }
spec:
  ${cpu === undefined ? '' : `limits: { cpu: ${cpu} }`}
  template:
    spec:
      requirements:
        - { key: node.kubernetes.io/instance-type, operator: In, values: ${types} }
`

const container = 'spec.template.spec.containers[app].resources'

describe('Kubernetes: what grows', () => {
  test.each<[string, string, string, string[]]>([
    ['replicas', deployment(), deployment({ replicas: 5 }), ['rise Deployment web spec.replicas 2 → 5']],
    [
      'replicas as text',
      deployment({ replicas: '"2"' }),
      deployment({ replicas: '"10"' }),
      ['rise Deployment web spec.replicas 2 → 10'],
    ],
    [
      'a request in another unit',
      deployment({ resources: '{ requests: { cpu: 500m, memory: 1024Mi } }' }),
      deployment({ resources: '{ requests: { cpu: "1", memory: 1Gi } }' }),
      [`rise Deployment web ${container}.requests.cpu 500m → 1`],
    ],
    [
      'a limit that is taken away',
      deployment({ resources: '{ limits: { memory: 1Gi }, requests: { memory: 1Gi } }' }),
      deployment({ resources: '{ requests: { memory: 1Gi } }' }),
      [`rise Deployment web ${container}.limits.memory 1Gi → -`],
    ],
    [
      'a limit that is a request, for there is none',
      deployment(),
      deployment({ resources: '{ limits: { cpu: 64 } }' }),
      [`rise Deployment web ${container}.requests.cpu - → 64`],
    ],
    [
      'a GPU',
      deployment(),
      deployment({ resources: '{ limits: { nvidia.com/gpu: 1 } }' }),
      [
        `rise Deployment web ${container}.limits.nvidia.com/gpu - → 1`,
        `rise Deployment web ${container}.requests.nvidia.com/gpu - → 1`,
      ],
    ],
    [
      'another machine',
      deployment({ extra: 'nodeSelector: { cloud.google.com/gke-spot: "true" }' }),
      deployment(),
      ['unclear Deployment web spec.template.spec.nodeSelector.cloud.google.com/gke-spot true → -'],
    ],
    [
      'a ceiling',
      autoscaler(4),
      autoscaler(120),
      ['rise HorizontalPodAutoscaler web spec.maxReplicas 4 → 120'],
    ],
    ['a floor', autoscaler(4), autoscaler(4, 4), ['rise HorizontalPodAutoscaler web spec.minReplicas 2 → 4']],
    [
      'a larger volume',
      claim('10Gi'),
      claim('1Ti'),
      ['rise PersistentVolumeClaim data spec.resources.requests.storage 10Gi → 1Ti'],
    ],
    [
      'a volume of another class',
      claim('10Gi'),
      claim('10Gi', 'premium'),
      ['unclear PersistentVolumeClaim data spec.storageClassName standard → premium'],
    ],
    ['a load balancer', service('ClusterIP'), service('LoadBalancer'), ['rise Service web free → priced']],
    [
      'more runs',
      cronJob('0 3 * * *'),
      cronJob('*/5 * * * *'),
      ['rise CronJob report spec.schedule 0 3 * * * → */5 * * * *'],
    ],
    [
      'runs again',
      cronJob('0 3 * * *', true),
      cronJob('0 3 * * *'),
      ['rise CronJob report spec.suspend true → false'],
    ],
    [
      'a node pool’s limit',
      nodePool(100),
      nodePool(1000),
      ['rise NodePool general spec.limits.cpu 100 → 1000'],
    ],
    [
      'a node pool without limit',
      nodePool(100),
      nodePool(undefined),
      ['rise NodePool general spec.limits.cpu 100 → -'],
    ],
    [
      'larger nodes',
      nodePool(100),
      nodePool(100, '[m5.4xlarge]'),
      [
        'rise NodePool general spec.template.spec.requirements[node.kubernetes.io/instance-type].values ["m5.large"] → ["m5.4xlarge"]',
      ],
    ],
    [
      'a variable instead of a number',
      deployment(),
      deployment({ replicas: '"${REPLICAS}"' }),
      ['unclear Deployment web spec.replicas 2 → ${REPLICAS}'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(growthIn('k8s/a.yaml', before, after)).toEqual(expected)
  })
})

describe('Kubernetes: what does not', () => {
  test.each<[string, string, string]>([
    ['fewer replicas', deployment({ replicas: 5 }), deployment()],
    ['the default, written', deployment({ replicas: '' }), deployment({ replicas: 1 })],
    [
      'the same in another unit',
      deployment({ resources: '{ requests: { cpu: 1, memory: 1Gi } }' }),
      deployment({ resources: '{ requests: { cpu: 1000m, memory: 1024Mi } }' }),
    ],
    ['a smaller volume', claim('1Ti'), claim('900Gi')],
    ['a service inside', service('ClusterIP'), service('NodePort')],
    ['no load balancer any more', service('LoadBalancer'), service('ClusterIP')],
    ['fewer runs', cronJob('*/5 * * * *'), cronJob('0 3 * * *')],
    ['another hour', cronJob('0 3 * * *'), cronJob('0 5 * * *')],
    ['smaller nodes', nodePool(100, '[m5.4xlarge]'), nodePool(100)],
    ['another image', deployment(), deployment().replace('shop:1', 'shop:2')],
    ['a lower ceiling', autoscaler(10), autoscaler(5)],
  ])('%s', (_, before, after) => {
    expect(growthIn('k8s/a.yaml', before, after)).toEqual([])
  })

  test('a free kind', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { replicas: "9" }\n'
    expect(growthOf({}, { 'k8s/config.yaml': config })).toEqual([])
  })

  test('what only moves to another file', () => {
    expect(
      growthOf({ 'a.yaml': deployment() }, { 'b/c.yaml': `${service('ClusterIP')}---\n${deployment()}` }),
    ).toEqual([])
  })

  test('a settings file of another tool with a kind', () => {
    expect(growthOf({}, { 'skaffold.yaml': 'apiVersion: skaffold/v4\nkind: Config\nreplicas: 4\n' })).toEqual(
      [],
    )
  })
})

describe('Kubernetes: what comes and goes', () => {
  test('a new workload', () => {
    expect(growthOf({}, { 'a.yaml': deployment() })).toEqual(['rise Deployment web - → replicas 2'])
  })

  test('an unknown kind is priced', () => {
    const bucket = 'apiVersion: storage.example.com/v1\nkind: Bucket\nmetadata: { name: a }\nspec: {}\n'
    expect(growthOf({}, { 'a.yaml': bucket })).toEqual(['rise Bucket a - → there'])
  })

  test('a copy in another namespace is another one', () => {
    const copy = deployment().replace('{ name: web }', '{ name: web, namespace: eu }')
    expect(growthOf({ 'a.yaml': deployment() }, { 'a.yaml': `${deployment()}---\n${copy}` })).toEqual([
      'rise Deployment eu/web - → replicas 2',
    ])
  })

  test('autoscaling that is taken away, but not together with what it scales', () => {
    const both = `${deployment()}---\n${autoscaler(4)}`
    expect(growthIn('a.yaml', both, deployment())).toEqual([
      'unclear HorizontalPodAutoscaler web maxReplicas 4, minReplicas 2 → -',
    ])
    expect(growthOf({ 'a.yaml': both }, {})).toEqual([])
  })

  test('a quota that is taken away or raised', () => {
    const quota = (pods: number) =>
      `apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: all }\nspec: { hard: { pods: ${pods} } }\n`
    expect(growthOf({ 'q.yaml': quota(10) }, {})).toEqual(['rise ResourceQuota all there → -'])
    expect(growthIn('q.yaml', quota(10), quota(20))).toEqual([
      'rise ResourceQuota all spec.hard.pods 10 → 20',
    ])
    expect(growthIn('q.yaml', quota(20), quota(10))).toEqual([])
  })

  test('a container that goes takes its limit with it', () => {
    const side = deployment({ resources: '{ limits: { cpu: 1 }, requests: { cpu: 1 } }' }).concat(
      '        - { name: side, image: side:1, resources: { limits: { cpu: 2 }, requests: { cpu: 2 } } }\n',
    )
    expect(
      growthIn('a.yaml', side, deployment({ resources: '{ limits: { cpu: 1 }, requests: { cpu: 1 } }' })),
    ).toEqual([])
  })

  test('a list of objects', () => {
    const list = (replicas: number) =>
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            metadata: { name: 'web' },
            spec: { replicas, selector: {}, template: { spec: { containers: [] } } },
          },
        ],
      })
    expect(growthIn('a.json', list(1), list(2))).toEqual(['rise Deployment web spec.replicas 1 → 2'])
  })
})
