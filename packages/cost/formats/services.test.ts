import { describe, expect, test } from '@jest/globals'
import { growthIn, growthOf } from '../compare-scene.ts'

type Row = [string, string, string, string[]]
const table = (path: string, rows: Row[]) =>
  test.each(rows)('%s', (_, before, after, expected) => {
    expect(growthIn(path, before, after)).toEqual(expected)
  })

describe('Compose', () => {
  const web = (settings: string) => `services:\n  web:\n    image: shop:1\n    ${settings}\n`
  table('compose.yaml', [
    [
      'replicas',
      web('deploy: { replicas: 2 }'),
      web('deploy: { replicas: 6 }'),
      ['rise service web deploy.replicas 2 → 6'],
    ],
    ['scale', web('ports: []'), web('scale: 3'), ['rise service web scale - → 3']],
    [
      'memory, where m are megabytes',
      web('mem_limit: 512m'),
      web('mem_limit: 1g'),
      ['rise service web mem_limit 512m → 1g'],
    ],
    [
      'no limit any more',
      web('deploy: { resources: { limits: { cpus: "0.5" } } }'),
      web('ports: []'),
      ['rise service web deploy.resources.limits.cpus 0.5 → -'],
    ],
    [
      'the default of a variable',
      web('scale: ${REPLICAS:-2}'),
      web('scale: ${REPLICAS:-20}'),
      ['rise service web scale ${REPLICAS:-2} → ${REPLICAS:-20}'],
    ],
    [
      'another file that it includes',
      web('ports: []'),
      `include: [more.yaml]\n${web('ports: []')}`,
      ['unclear project compose.yaml include - → ["more.yaml"]'],
    ],
    [
      'through an anchor',
      `x-size: &size { scale: 2 }\n${web('<<: *size')}`,
      `x-size: &size { scale: 20 }\n${web('<<: *size')}`,
      ['rise service web scale 2 → 20'],
    ],
    [
      'a service',
      web('ports: []'),
      `${web('ports: []')}  cache: { image: redis }\n`,
      ['rise service cache - → there'],
    ],
    ['not fewer replicas', web('deploy: { replicas: 6 }'), web('deploy: { replicas: 2 }'), []],
    ['not the same memory', web('mem_limit: 1g'), web('mem_limit: 1024M'), []],
    ['not an image', web('ports: []'), web('ports: []').replace(':1', ':2'), []],
    ['not a first limit', web('ports: []'), web('mem_limit: 1g'), []],
  ])

  test('a variable in .env', () => {
    expect(growthIn('.env', 'REPLICAS=2\nURL=a\n', 'REPLICAS=20\nURL=a\n')).toEqual([
      'unclear .env REPLICAS → REPLICAS',
    ])
    expect(growthIn('.env', 'REPLICAS=2\nURL=a\n', 'REPLICAS=2\nURL=b\n')).toEqual([])
  })

  test('an override says what it sets, not from what', () => {
    expect(growthOf({}, { 'compose.prod.yaml': 'services: { web: { scale: 4 } }\n' })).toEqual([
      'unclear service web scale - → 4',
    ])
  })
})

describe('Serverless Framework', () => {
  const service = (provider: string, settings: string, rest = '') =>
    `service: shop\nprovider: { name: aws, ${provider} }\nfunctions:\n  pay:\n    handler: a.b\n    ${settings}\n${rest}`
  table('serverless.yml', [
    [
      'memory',
      service('', 'memorySize: 128'),
      service('', 'memorySize: 3008'),
      ['rise function pay memorySize 128 → 3008'],
    ],
    [
      'memory for all',
      service('memorySize: 128', 'timeout: 3'),
      service('memorySize: 512', 'timeout: 3'),
      ['rise function pay memorySize 128 → 512'],
    ],
    [
      'a setting of its own',
      service('', 'memorySize: ${self:custom.mem}', 'custom: { mem: 128 }\n'),
      service('', 'memorySize: ${self:custom.mem}', 'custom: { mem: 1024 }\n'),
      ['rise function pay memorySize ${self:custom.mem} (128) → ${self:custom.mem} (1024)'],
    ],
    [
      'provisioned concurrency',
      service('', 'timeout: 3'),
      service('', 'provisionedConcurrency: 5\n    timeout: 3'),
      ['rise function pay provisionedConcurrency - → 5'],
    ],
    [
      'no reserved limit any more',
      service('', 'reservedConcurrency: 5'),
      service('', 'description: a'),
      ['rise function pay reservedConcurrency 5 → -'],
    ],
    [
      'more runs',
      service('', 'events: [{ schedule: rate(1 hour) }]'),
      service('', 'events: [{ schedule: rate(1 minute) }]'),
      ['rise function pay events[0].schedule rate(1 hour) → rate(1 minute)'],
    ],
    [
      'a table in its resources',
      service('', 'timeout: 3'),
      service('', 'timeout: 3', 'resources: { Resources: { T: { Type: "AWS::DynamoDB::Table" } } }\n'),
      ['rise AWS::DynamoDB::Table T - → there'],
    ],
    [
      'what rewrites a resource',
      service('', 'timeout: 6'),
      service('', 'timeout: 6', 'resources: { extensions: { T: { Properties: { MaxSize: 9 } } } }\n'),
      ['rise service shop resources.extensions - → {"T":{"Properties":{"MaxSize":9}}}'],
    ],
    ['not less memory', service('', 'memorySize: 3008'), service('', 'memorySize: 128'), []],
    ['not the default, written', service('', 'description: a'), service('', 'timeout: 6'), []],
    ['not another handler', service('', 'timeout: 6'), service('', 'timeout: 6').replace('a.b', 'c.d'), []],
    ['not logs that end', service('', 'timeout: 6'), service('logRetentionInDays: 14', 'timeout: 6'), []],
  ])
})

describe('Pulumi YAML', () => {
  const program = (type: string, properties: string, config = '') =>
    `name: shop\nruntime: yaml\n${config}resources:\n  it: { type: "${type}", properties: ${properties} }\n`
  table('Pulumi.yaml', [
    [
      'a class',
      program('aws:ec2:Instance', '{ instanceType: t3.micro }'),
      program('aws:ec2:Instance', '{ instanceType: t3.large }'),
      ['rise aws:ec2:Instance it instanceType t3.micro → t3.large'],
    ],
    [
      'a setting’s default',
      program('aws:ec2:Instance', '{ instanceType: "${size}" }', 'config: { size: { default: t3.micro } }\n'),
      program('aws:ec2:Instance', '{ instanceType: "${size}" }', 'config: { size: { default: t3.large } }\n'),
      ['rise aws:ec2:Instance it instanceType ${size} (t3.micro) → ${size} (t3.large)'],
    ],
    [
      'another resource',
      program('aws:ec2:Vpc', '{}'),
      program('aws:ec2:NatGateway', '{}'),
      ['rise aws:ec2:NatGateway it - → there'],
    ],
    ['not a role', program('aws:ec2:Vpc', '{}'), program('aws:iam:Role', '{}'), []],
    [
      'not a smaller class',
      program('aws:ec2:Instance', '{ instanceType: t3.large }'),
      program('aws:ec2:Instance', '{ instanceType: t3.micro }'),
      [],
    ],
  ])
})

describe('Helm', () => {
  const chart =
    'apiVersion: v2\nname: shop\ndependencies: [{ name: redis, version: 1.0.0, repository: https://a }]\n'
  const inChart = (before: string, after: string) =>
    growthOf(
      { 'chart/Chart.yaml': chart, 'chart/values.yaml': before },
      { 'chart/Chart.yaml': chart, 'chart/values.yaml': after },
    )

  test.each<Row>([
    ['replicas', 'replicaCount: 1\n', 'replicaCount: 3\n', ['rise values values.yaml replicaCount 1 → 3']],
    [
      'a ceiling',
      'web: { autoscaling: { maxReplicas: 5 } }\n',
      'web: { autoscaling: { maxReplicas: 100 } }\n',
      ['rise values values.yaml web.autoscaling.maxReplicas 5 → 100'],
    ],
    [
      'a request',
      'resources: {}\n',
      'resources: { requests: { cpu: 500m } }\n',
      ['rise values values.yaml resources.requests.cpu - → 500m'],
    ],
    [
      'a part',
      'redis: { enabled: false }\n',
      'redis: { enabled: true }\n',
      ['rise values values.yaml redis.enabled false → true'],
    ],
    [
      'a load balancer',
      'service: { type: ClusterIP }\n',
      'service: { type: LoadBalancer }\n',
      ['rise values values.yaml service.type ClusterIP → LoadBalancer'],
    ],
    [
      'no autoscaling',
      'autoscaling: { enabled: true }\n',
      'autoscaling: { enabled: false }\n',
      ['unclear values values.yaml autoscaling.enabled true → false'],
    ],
    [
      'a volume',
      'persistence: { size: 8Gi }\n',
      'persistence: { size: 80Gi }\n',
      ['rise values values.yaml persistence.size 8Gi → 80Gi'],
    ],
    ['not fewer replicas', 'replicaCount: 3\n', 'replicaCount: 1\n', []],
    ['not a tag', 'image: { tag: v1 }\n', 'image: { tag: v2 }\n', []],
    [
      'not a service account',
      'serviceAccount: { enabled: false }\n',
      'serviceAccount: { enabled: true }\n',
      [],
    ],
    ['not a first limit', 'resources: {}\n', 'resources: { limits: { memory: 1Gi } }\n', []],
  ])('values: %s', (_, before, after, expected) => {
    expect(inChart(before, after)).toEqual(expected)
  })

  test('a chart that it depends on', () => {
    expect(growthIn('chart/Chart.yaml', chart, chart.replace('1.0.0', '2.0.0'))).toEqual([
      'unclear chart shop dependencies[redis].version 1.0.0 → 2.0.0',
    ])
    expect(growthIn('chart/Chart.yaml', chart, `${chart}appVersion: "2"\n`)).toEqual([])
  })

  test('templates are not read: lines that may cost are compared', () => {
    const path = 'chart/templates/web.yaml'
    const inTemplate = (before: string | undefined, after: string) =>
      growthOf(
        { 'chart/Chart.yaml': chart, ...(before !== undefined && { [path]: before }) },
        { 'chart/Chart.yaml': chart, [path]: after },
      )
    const template = (replicas: string, image: string) =>
      `kind: Deployment\nspec:\n  replicas: {{ ${replicas} }}\n  image: {{ ${image} }}\n`
    expect(inTemplate(template('.Values.a', '.Values.i'), template('mul .Values.a 10', '.Values.i'))).toEqual(
      ['unclear Helm template replicas: {{ .Values.a }} → replicas: {{ mul .Values.a 10 }}'],
    )
    expect(inTemplate(template('.Values.a', '.Values.i'), template('.Values.a', '.Values.j'))).toEqual([])
    const far = (count: number) => `spec: { note: ${'x'.repeat(600)}, replicas: ${count} }\n`
    expect(inTemplate(far(1), far(9))).toEqual(['unclear Helm template a long line → a long line'])
    expect(inTemplate(undefined, template('.Values.a', '.Values.i'))).toEqual([
      'rise Helm template - → kind: Deployment',
    ])
    expect(inTemplate(undefined, 'kind: ConfigMap\ndata: {{ toYaml .Values.data }}\n')).toEqual([])
  })

  test.each<[string, (value: string) => string, string]>([
    [
      'in one of several sources',
      (value) =>
        `sources: [{ helm: { valuesObject: { a: 1 } } }, { helm: { values: "replicaCount: ${value}" } }]`,
      'rise values of Application shop (2) replicaCount 2 → 20',
    ],
    [
      'in a template of applications',
      (value) => `template: { spec: { source: { helm: { valuesObject: { replicaCount: ${value} } } } } }`,
      'rise values of Application shop replicaCount 2 → 20',
    ],
    [
      'as single parameters',
      (value) =>
        `source: { helm: { parameters: [{ name: image.tag, value: "${value}" }, { name: web.replicaCount, value: "${value}" }] } }`,
      'rise values of Application shop web.replicaCount 2 → 20',
    ],
    [
      'in a patch that is text',
      (value) => `patches: [{ patch: "[{ op: replace, path: /spec/replicas, value: ${value} }]" }]`,
      'unclear Application shop spec.patches[0].patch [{ op: replace, path: /spec/replicas, value: 2 }] → [{ op: replace, path: /spec/replicas, value: 20 }]',
    ],
  ])('values in a release %s', (_, spec, expected) => {
    const release = (value: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: shop }\nspec:\n  ${spec(value)}\n`
    expect(growthIn('apps/shop.yaml', release('2'), release('20'))).toEqual([expected])
  })

  test('values in a ConfigMap', () => {
    const kept = (value: number) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shop }\ndata:\n  values.yaml: |\n    replicaCount: ${value}\n  notes: "replicaCount: ${value}"\n`
    expect(growthIn('apps/values-map.yml', kept(2), kept(20))).toEqual([
      'rise values of ConfigMap shop values.yaml replicaCount 2 → 20',
    ])
  })

  test('values in a release, as they are and as text', () => {
    const release = (values: string) =>
      `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: shop }\nspec:\n  source:\n    targetRevision: 1.0.0\n    helm:\n      values: |\n        replicaCount: ${values}\n`
    expect(growthIn('apps/shop.yaml', release('2'), release('20'))).toEqual([
      'rise values of Application shop replicaCount 2 → 20',
    ])
    expect(growthIn('apps/shop.yaml', release('20'), release('2'))).toEqual([])
    expect(growthIn('apps/shop.yaml', release('2'), release('2').replace('1.0.0', '2.0.0'))).toEqual([
      'unclear Application shop spec.source.targetRevision 1.0.0 → 2.0.0',
    ])
  })
})

describe('platforms', () => {
  table('render.yaml', [
    [
      'a plan',
      'services: [{ type: web, name: shop, plan: starter }]\n',
      'services: [{ type: web, name: shop, plan: pro }]\n',
      ['unclear Render service shop plan starter → pro'],
    ],
    [
      'instances',
      'services: [{ type: web, name: shop, numInstances: 1 }]\n',
      'services: [{ type: web, name: shop, numInstances: 3 }]\n',
      ['rise Render service shop numInstances 1 → 3'],
    ],
    [
      'not fewer',
      'services: [{ type: web, name: shop, numInstances: 3 }]\n',
      'services: [{ type: web, name: shop, numInstances: 1 }]\n',
      [],
    ],
    [
      'not a branch',
      'services: [{ type: web, name: shop, branch: a }]\n',
      'services: [{ type: web, name: shop, branch: b }]\n',
      [],
    ],
  ])

  const workflow = (runner: string, steps = '[]') =>
    `on: push\njobs:\n  test: { runs-on: ${runner}, steps: ${steps} }\n`
  table('.github/workflows/ci.yml', [
    [
      'a dearer machine',
      workflow('ubuntu-latest'),
      workflow('macos-latest'),
      ['rise job test runner linux → macos'],
    ],
    [
      'a larger machine',
      workflow('ubuntu-latest'),
      workflow('ubuntu-latest-16-cores'),
      ['rise job test free → priced', 'unclear job test runner linux → ubuntu-latest-16-cores'],
    ],
    ['not a newer machine', workflow('ubuntu-22.04'), workflow('ubuntu-24.04'), []],
    ['not a cheaper machine', workflow('macos-15'), workflow('ubuntu-24.04'), []],
    ['not another step', workflow('ubuntu-24.04'), workflow('ubuntu-24.04', '[{ run: npm test }]'), []],
  ])

  test.each<[string, string, string, string, string[]]>([
    [
      'Heroku',
      'app.json',
      '{"formation":{"web":{"quantity":1,"size":"basic"}}}',
      '{"formation":{"web":{"quantity":2,"size":"basic"}}}',
      ['rise Heroku dyno web quantity 1 → 2'],
    ],
    [
      'Vercel',
      'vercel.json',
      '{"functions":{"a.js":{"memory":1024}}}',
      '{"functions":{"a.js":{"memory":3009}}}',
      ['rise Vercel function a.js memory 1024 → 3009'],
    ],
    [
      'App Engine',
      'app.yaml',
      'runtime: nodejs22\nautomatic_scaling: { max_instances: 2 }\n',
      'runtime: nodejs22\nautomatic_scaling: { max_instances: 20 }\n',
      ['rise App Engine service app.yaml automatic_scaling.max_instances 2 → 20'],
    ],
    [
      'ECS',
      'task.json',
      '{"family":"a","cpu":"256","containerDefinitions":[]}',
      '{"family":"a","cpu":"1024","containerDefinitions":[]}',
      ['rise task definition task.json cpu 256 → 1024'],
    ],
    [
      'Fly',
      'fly.toml',
      'app = "a"\n[[vm]]\nsize = "a"\n',
      'app = "a"\n[[vm]]\nsize = "b"\n',
      ['unclear Fly size = "a" → size = "b"'],
    ],
  ])('%s', (_, path, before, after, expected) => {
    expect(growthIn(path, before, after)).toEqual(expected)
    expect(growthIn(path, before, before.replace(/\s*$/, '\n\n'))).toEqual([])
  })
})

describe('what is not read asks', () => {
  test.each([
    ['infra/main.tf', 'resource "a" "b" {}'],
    ['infra/main.tf.json', '{}'],
    ['infra/main.tofu', ''],
    ['infra/prod.tfvars', 'max = 1'],
    ['live/terragrunt.hcl', ''],
    ['main.bicep', ''],
    ['jobs/web.nomad', ''],
    [
      'azure.json',
      '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"}',
    ],
    ['src/stack.ts', "import { Stack } from 'aws-cdk-lib'"],
    ['infra/__main__.py', 'import pulumi\n'],
  ])('%s', (path, text) => {
    expect(growthIn(path, text, `${text}\n`)).toEqual([expect.stringMatching(/^unclear /)])
  })

  test('what stands in the folder of a program', () => {
    const after = { 'infra/cdk.json': '{}', 'infra/lib/sizes.ts': 'export const max = 2' }
    expect(growthOf({ ...after, 'infra/lib/sizes.ts': 'export const max = 1' }, after)).toEqual([
      'unclear CDK or Pulumi program',
    ])
  })

  test.each([
    ['.terraform.lock.hcl', 'a'],
    ['src/app.ts', 'export const max = 1'],
    ['test/stack.test.ts', "import { Stack } from 'aws-cdk-lib'"],
    ['package.json', '{"name":"a","services":1}'],
    ['openapi.yaml', 'openapi: 3.1.0\npaths: {}\n'],
    ['README.md', 'replicas: 2'],
  ])('but not %s', (path, text) => {
    expect(growthIn(path, text, `${text}\n`)).toEqual([])
  })
})
