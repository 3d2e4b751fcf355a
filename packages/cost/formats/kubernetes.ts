import { isFreeKind } from '../free/kubernetes.ts'
import { compileRules, type RuleFinder } from '../match-rules.ts'
import { describeResource, type Resource, type Role } from '../resource.ts'
import { otherKindRules, quotaRules, sourceRules, workloadRules } from '../rules/kubernetes.ts'
import { at, entriesAt, itemsAt, textAt, type Value } from '../value.ts'
import type { DocumentFormat } from './format.ts'
import { readInlineValues, readKeptValues, withoutValues } from './helm-values.ts'

const workloads = compileRules(workloadRules)
const quotas = compileRules(quotaRules)
const others = compileRules(otherKindRules)
const sources = compileRules(sourceRules)
const nothing: RuleFinder = () => undefined

const builtIn = /^(?:v1|apps\/|batch\/|autoscaling\/|networking\.k8s\.io\/|policy\/|serving\.knative\.dev\/)/
/** Kinds that install what is written elsewhere. */
const installers =
  /^(?:argoproj\.io\/Application(?:Set)?|helm\.toolkit\.fluxcd\.io\/HelmRelease|kustomize\.toolkit\.fluxcd\.io\/Kustomization|helm\.cattle\.io\/HelmChart)$/

/** Kinds that say where that is; another place or version may bring in anything. */
const origins = /^source\.toolkit\.fluxcd\.io\/(?:OCIRepository|GitRepository|HelmRepository|Bucket)$/

export const kubernetes: DocumentFormat = {
  name: 'Kubernetes',
  recognises: (document) =>
    textAt(document, 'apiVersion') !== undefined &&
    textAt(document, 'kind') !== undefined &&
    (nameOf(document) !== undefined || at(document, 'items')?.kind === 'list') &&
    !/^kustomize\.config\.k8s\.io\//.test(textAt(document, 'apiVersion') ?? ''),
  read: readObject,
}

function readObject(document: Value, path: string): Resource[] {
  const kind = textAt(document, 'kind') ?? ''
  const apiVersion = textAt(document, 'apiVersion') ?? ''
  if (/List$/.test(kind) && at(document, 'items')?.kind === 'list') {
    return itemsAt(document, 'items').flatMap((item) => readObject(item, path))
  }
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  const type = `${group}/${kind}`
  const namespace = textAt(document, 'metadata', 'namespace')
  const own = nameOf(document) ?? '(unnamed)'
  const name = namespace === undefined ? own : `${namespace}/${own}`
  const installs = installers.test(type)
  const body = installs ? withoutValues(document) : withImpliedRequests(document)
  const resource = describeResource(path, body, rulesFor(type, apiVersion), {
    kind,
    name,
    identity: `${type} ${name}`,
    role: roleOf(type, document),
    partial: isPartial(type, document),
    governs: governedBy(document, namespace),
  })
  if (installs) return [resource, ...readInlineValues(document, path, resource.identity)]
  return type === '/ConfigMap' ? [resource, ...readKeptValues(document, path, resource.identity)] : [resource]
}

function nameOf(document: Value): string | undefined {
  return textAt(document, 'metadata', 'name') ?? textAt(document, 'metadata', 'generateName')
}

function rulesFor(type: string, apiVersion: string): RuleFinder {
  if (type === '/ResourceQuota' || type === '/LimitRange') return quotas
  if (installers.test(type) || origins.test(type)) return sources
  if (isFreeKind(type)) return nothing
  return builtIn.test(apiVersion) ? workloads : others
}

function roleOf(type: string, document: Value): Role {
  switch (type) {
    case '/ResourceQuota':
    case '/LimitRange':
      return 'budget'
    case 'autoscaling/HorizontalPodAutoscaler':
    case 'autoscaling.k8s.io/VerticalPodAutoscaler':
    case 'keda.sh/ScaledObject':
      return 'scaler'
    case '/Service':
      return textAt(document, 'spec', 'type') === 'LoadBalancer' ? 'priced' : 'free'
    default:
      return isFreeKind(type) ? 'free' : 'priced'
  }
}

const complete: Readonly<Record<string, readonly (readonly string[])[]>> = {
  Deployment: [
    ['spec', 'selector'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  StatefulSet: [
    ['spec', 'selector'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  DaemonSet: [
    ['spec', 'selector'],
    ['spec', 'template', 'spec', 'containers'],
  ],
  CronJob: [
    ['spec', 'schedule'],
    ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers'],
  ],
  Job: [['spec', 'template', 'spec', 'containers']],
  HorizontalPodAutoscaler: [
    ['spec', 'scaleTargetRef'],
    ['spec', 'maxReplicas'],
  ],
  PersistentVolumeClaim: [
    ['spec', 'accessModes'],
    ['spec', 'resources'],
  ],
}

/** A patch holds less than the API server would accept. */
function isPartial(type: string, document: Value): boolean {
  const needs = complete[type.slice(type.indexOf('/') + 1)]
  return needs?.some((path) => at(document, ...path) === undefined) ?? false
}

function governedBy(document: Value, namespace: string | undefined): string[] {
  const target = at(document, 'spec', 'scaleTargetRef') ?? at(document, 'spec', 'targetRef')
  const name = textAt(target, 'name')
  if (name === undefined) return []
  const kind = textAt(target, 'kind') ?? 'Deployment'
  const apiVersion = textAt(target, 'apiVersion') ?? 'apps/v1'
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
  return [`${group}/${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`]
}

/** https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/: a limit without a request is the request too. */
function withImpliedRequests(value: Value): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(withImpliedRequests) }
  if (value.kind !== 'map') return value
  const entries = new Map([...value.entries].map(([key, inner]) => [key, withImpliedRequests(inner)]))
  const resources = entries.get('resources')
  const limits = at(resources, 'limits')
  const requests = at(resources, 'requests')
  if (resources?.kind === 'map' && limits?.kind === 'map' && (requests?.kind ?? 'map') === 'map') {
    const implied = new Map([...limits.entries, ...entriesAt(requests)])
    const line = requests?.line ?? limits.line
    entries.set('resources', {
      ...resources,
      entries: new Map([...resources.entries, ['requests', { kind: 'map', entries: implied, line }]]),
    })
  }
  return { ...value, entries }
}
