/** Keys whose line bears on the bill, in what is not read as data. */
const costKey =
  /(?:^|[\s"'-])(?:\w*replicas?|replicaCount|parallelism|\w*[cC]pus?|cpu_kind|\w*[mM]emory\w*|storage\w*|\w*[sS]ize\w*|(?:min|max)(?!Surge|Unavailable|Available|ReadySeconds)\w*|schedule|instance\w*|machine\w*|node\w*|accelerator\w*|gpus?|gpu_kind|vm|processes|count|scale|auto_stop_machines|parameter_overrides)"?\s*(?:[:=]\s*[^\s|>]|\])|LoadBalancer|\.Values\.\w*(?:[rR]esources|[rR]eplica|autoscaling|persistence)/
const kind = /(?:^|\s)kind:\s*"?([A-Za-z]+)/
const freeKind =
  /^(?:ConfigMap|Secret|ServiceAccount|Role|RoleBinding|ClusterRole|ClusterRoleBinding|NetworkPolicy|Namespace|PodDisruptionBudget|Service|ServiceMonitor|PodMonitor|PrometheusRule|Certificate|Issuer|ClusterIssuer|HTTPRoute|GRPCRoute|VirtualService|List)$/

export interface CostLine {
  readonly text: string
  readonly line: number
}

/** Lines that may cost and that one side has and the other has not. */
export function differingCostLines(
  before: string | undefined,
  after: string | undefined,
): { readonly removed: readonly CostLine[]; readonly added: readonly CostLine[] } {
  const [was, is] = [costLinesOf(before), costLinesOf(after)]
  return { removed: without(was, is), added: without(is, was) }
}

function costLinesOf(text: string | undefined): CostLine[] {
  if (text === undefined) return []
  return text.split('\n').flatMap((written, index): CostLine[] => {
    const line = written.slice(0, 500).trim()
    if (line === '' || line.startsWith('#')) return []
    const named = kind.exec(line)?.[1]
    const bears = costKey.test(line) || (named !== undefined && !freeKind.test(named))
    return bears ? [{ text: line.replace(/\s+/g, ' '), line: index + 1 }] : []
  })
}

function without(lines: readonly CostLine[], others: readonly CostLine[]): CostLine[] {
  const counts = new Map<string, number>()
  for (const { text } of others) counts.set(text, (counts.get(text) ?? 0) + 1)
  return lines.filter(({ text }) => {
    const left = counts.get(text) ?? 0
    counts.set(text, left - 1)
    return left <= 0
  })
}
