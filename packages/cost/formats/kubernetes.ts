import { isFreeKind } from '../free/kubernetes.ts'
import { compileRules, type RuleFinder } from '../match-rules.ts'
import { describeResource, type Resource, type Role } from '../resource.ts'
import { otherKindRules, quotaRules, sourceRules, workloadRules } from '../rules/kubernetes.ts'
import { at, itemsAt, textAt, type Value } from '../value.ts'
import type { DocumentFormat } from './format.ts'
import { readInlineValues } from './helm-values.ts'

const workloads = compileRules(workloadRules)
const quotas = compileRules(quotaRules)
const others = compileRules(otherKindRules)
const sources = compileRules([...sourceRules, ...otherKindRules])
const nothing: RuleFinder = () => undefined

const builtIn = /^(?:v1|apps\/|batch\/|autoscaling\/|networking\.k8s\.io\/|policy\/|serving\.knative\.dev\/)/
/** Kinds that install what is written elsewhere. */
const installers =
  /^(?:argoproj\.io\/Application(?:Set)?|helm\.toolkit\.fluxcd\.io\/HelmRelease|kustomize\.toolkit\.fluxcd\.io\/Kustomization|helm\.cattle\.io\/HelmChart)$/

export const kubernetes: DocumentFormat = {
  name: 'Kubernetes',
  recognises: (document) =>
    textAt(document, 'apiVersion') !== undefined &&
    textAt(document, 'kind') !== undefined &&
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
  const own =
    textAt(document, 'metadata', 'name') ?? textAt(document, 'metadata', 'generateName') ?? '(unnamed)'
  const name = namespace === undefined ? own : `${namespace}/${own}`
  const resource = describeResource(path, withImpliedRequests(document), rulesFor(type, apiVersion), {
    kind,
    name,
    identity: `${type} ${name}`,
    role: roleOf(type, document),
    partial: isPartial(type, document),
    governs: governedBy(document, namespace),
  })
  return [resource, ...readInlineValues(document, path, `${type} ${name}`)]
}

function rulesFor(type: string, apiVersion: string): RuleFinder {
  if (type === '/ResourceQuota' || type === '/LimitRange') return quotas
  if (installers.test(type)) return sources
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
  const limits = entries.get('limits')
  const requests = entries.get('requests')
  if (limits?.kind === 'map' && (requests === undefined || requests.kind === 'map')) {
    const implied = new Map([...limits.entries, ...(requests?.entries ?? [])])
    entries.set('requests', { kind: 'map', entries: implied, line: requests?.line ?? limits.line })
  }
  return { ...value, entries }
}
