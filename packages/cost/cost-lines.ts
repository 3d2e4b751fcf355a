/** What is set in a line: `cpu: 1`, `size = "a"`, `[[vm]]`; a key alone says nothing. */
const settings = /(?<![\w-])([\w-]{1,100})["']?[ \t]*(?:[:=][ \t]*[^ \t|>]|\])/g
/** Keys that bear on the bill, in what is not read as data. */
const costKey =
  /replicas?$|^replicaCount$|^parallelism$|cpus?$|^cpu_kind$|memory|^storage|size|^(?:min|max)(?!Surge|Unavailable|Available|ReadySeconds)|^schedule$|^instance|^machine|^node|^accelerator|^gpus?$|^gpu_kind$|^vm$|^processes$|^count$|^scale$|^auto_stop_machines$|^parameter_overrides$/i
const costWords =
  /LoadBalancer|\.Values\.(?:\w+\.){0,9}\w{0,50}(?:resources|replica|autoscaling|persistence)/i
const kind = /(?:^|\s)kind:\s*"?([A-Za-z]+)/
const freeKind =
  /^(?:ConfigMap|Secret|ServiceAccount|Role|RoleBinding|ClusterRole|ClusterRoleBinding|NetworkPolicy|Namespace|PodDisruptionBudget|Service|ServiceMonitor|PodMonitor|PrometheusRule|Certificate|Issuer|ClusterIssuer|HTTPRoute|GRPCRoute|VirtualService|List)$/

/** Whatever hides far to the right is not looked for: a line so long counts whatever it says. Characters. */
const longest = 500

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
    const line = written.trim()
    if (line === '' || line.startsWith('#')) return []
    if (line.length > longest) return [{ text: line, line: index + 1 }]
    const named = kind.exec(line)?.[1]
    const isSet = [...line.matchAll(settings)].some(([, key = '']) => costKey.test(key))
    const bears = isSet || costWords.test(line) || (named !== undefined && !freeKind.test(named))
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
