import { byPlace, compareResources } from './compare-resources.ts'
import type { CostChange } from './cost-change.ts'
import { type CostLine, differingCostLines } from './cost-lines.ts'
import { digestOf } from './digest.ts'
import { classOf, type FileClass } from './file-class.ts'
import { folderOf, type Surroundings } from './formats/format.ts'
import { documentFormats } from './formats/formats.ts'
import { helmValues } from './formats/helm-values.ts'
import { readDocuments } from './read-documents.ts'
import { isWorthReading, looksLikeInfrastructure } from './recognise.ts'
import type { Resource } from './resource.ts'
import type { TerraformPlan } from './terraform-plan.ts'

/** A file that differs between base and head; one side is absent where it was added or deleted. */
export interface ChangedFile {
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
}

export interface UnreadableFile {
  readonly path: string
  /** A clause: `is not valid: …`. */
  readonly problem: string
  readonly line: number | undefined
}

export interface CostComparison {
  readonly changes: readonly CostChange[]
  /** Infrastructure files that were looked at, with what they are. */
  readonly files: readonly { readonly path: string; readonly format: string }[]
  readonly unreadable: readonly UnreadableFile[]
}

/** What a change does to what is paid for. Terraform is judged from plans that cover it; without one its files are opaque. */
export function compareFiles(
  files: readonly ChangedFile[],
  surroundings: Surroundings,
  plans: readonly TerraformPlan[] = [],
): CostComparison {
  const before: Resource[] = []
  const after: Resource[] = []
  const changes: CostChange[] = []
  const looked: { path: string; format: string }[] = []
  const unreadable: UnreadableFile[] = []
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const judged = judgeFile(file, surroundings)
    if (judged === undefined) continue
    if (judged.unreadable !== undefined) unreadable.push(judged.unreadable)
    else looked.push({ path: file.path, format: judged.format })
    const isPlanned = judged.format === 'Terraform' && plans.some(({ covers }) => covers(file.path))
    if (!isPlanned) changes.push(...judged.changes)
    before.push(...judged.before)
    after.push(...judged.after)
  }
  for (const plan of plans) {
    before.push(...plan.before)
    after.push(...plan.after)
  }
  return {
    changes: [...changes, ...compareResources(before, after)].sort(byPlace),
    files: looked,
    unreadable,
  }
}

interface JudgedFile {
  readonly format: string
  readonly changes: readonly CostChange[]
  readonly before: readonly Resource[]
  readonly after: readonly Resource[]
  readonly unreadable?: UnreadableFile
}

function judgeFile(file: ChangedFile, surroundings: Surroundings): JudgedFile | undefined {
  const { path } = file
  const texts = [file.before, file.after].filter((text) => text !== undefined)
  const fileClass = classOf(path, texts, surroundings)
  switch (fileClass?.kind) {
    case undefined:
      return undefined
    case 'opaque':
      return { format: fileClass.format, changes: [opaqueChange(file, fileClass)], before: [], after: [] }
    case 'lines':
      return compareLines(file, fileClass.format)
    case 'documents':
      return readBothSides(file, surroundings)
  }
}

function opaqueChange(
  { path, before, after }: ChangedFile,
  { format }: FileClass & { kind: 'opaque' },
): CostChange {
  const verb = before === undefined ? 'is new' : after === undefined ? 'was removed' : 'changed'
  return {
    direction: 'unclear',
    what: 'file',
    resource: format,
    path,
    digest: digestOf(before, after),
    reason: `it ${verb} and is not read`,
  }
}

function compareLines({ path, before, after }: ChangedFile, format: string): JudgedFile {
  const { removed, added } = differingCostLines(before, after)
  const first = added[0] ?? removed[0]
  if (first === undefined) return { format, changes: [], before: [], after: [] }
  const text = before ?? after ?? ''
  // A whole template more or less has a direction, unless it keeps costs down.
  const known = (before === undefined || after === undefined) && !saving.test(text)
  const direction = !known ? 'unclear' : before === undefined ? 'rise' : 'fall'
  return {
    format,
    before: [],
    after: [],
    changes: [
      {
        direction,
        what: 'file',
        resource: format,
        path,
        digest: digestOf(before, after),
        ...(removed[0] !== undefined && { from: shownLine(format, removed[0]) }),
        ...(added[0] !== undefined && { to: shownLine(format, added[0]), line: added[0].line }),
        ...(direction === 'unclear' && { reason: 'it is not read as data, and lines that may cost changed' }),
      },
    ],
  }
}

/** What may hold a secret beside the number is not shown: a variable's value, a line that goes on and on. */
function shownLine(format: string, { text }: CostLine): string {
  if (format === '.env') return text.replace(/=[\s\S]*/, '')
  return text.length > 120 ? 'a long line' : text
}

const saving = /HorizontalPodAutoscaler|ResourceQuota|LimitRange|ScaledObject/

type SideReading =
  | { readonly kind: 'read'; readonly format: string | undefined; readonly resources: readonly Resource[] }
  | { readonly kind: 'unreadable'; readonly problem: string; readonly line: number | undefined }

function readBothSides(file: ChangedFile, surroundings: Surroundings): JudgedFile | undefined {
  const { path } = file
  const [before, after] = [file.before, file.after].map((text) => readSide(path, text, surroundings))
  const broken = after?.kind === 'unreadable' ? after : before
  if (broken?.kind === 'unreadable') {
    const texts = [file.before, file.after].filter((text) => text !== undefined)
    if (!texts.some((text) => looksLikeInfrastructure(path, text))) return undefined
    if (texts.some((text) => text.includes('{{') || text.includes('{%')))
      return compareLines(file, 'template')
    return after?.kind === 'unreadable' ? headUnreadable(file, after) : baseUnreadable(file, broken)
  }
  const format = formatOf(after) ?? formatOf(before)
  if (format === undefined) return undefined
  return { format, changes: [], before: resourcesOf(before), after: resourcesOf(after) }
}

type Unreadable = SideReading & { kind: 'unreadable' }

function headUnreadable({ path }: ChangedFile, { problem, line }: Unreadable): JudgedFile {
  return { format: '', changes: [], before: [], after: [], unreadable: { path, problem, line } }
}

/** What mends a file, or removes one that was broken, cannot be compared; only a person can tell what was there. */
function baseUnreadable({ path, before, after }: ChangedFile, { problem }: Unreadable): JudgedFile {
  const reason = `what it was ${problem}`
  return {
    format: 'unreadable before',
    changes: [
      { direction: 'unclear', what: 'file', resource: 'file', path, digest: digestOf(before, after), reason },
    ],
    before: [],
    after: [],
  }
}

function formatOf(side: SideReading | undefined): string | undefined {
  return side?.kind === 'read' ? side.format : undefined
}

function resourcesOf(side: SideReading | undefined): readonly Resource[] {
  return side?.kind === 'read' ? side.resources : []
}

function readSide(path: string, text: string | undefined, surroundings: Surroundings): SideReading {
  const besideChart = surroundings.exists(`${folderOf(path)}Chart.yaml`)
  if (text === undefined || !isWorthReading(path, text, besideChart)) {
    return { kind: 'read', format: undefined, resources: [] }
  }
  const reading = readDocuments(text)
  if (reading.kind === 'unreadable') return reading
  let name: string | undefined
  let duplicatesHold = true
  const resources = reading.documents.flatMap((document) => {
    const format = documentFormats.find((one) => one.recognises(document, path, surroundings))
    if (format === undefined) return []
    name ??= format.name
    duplicatesHold &&= format === helmValues
    return format.read(document, path, surroundings)
  })
  if (reading.duplicate !== undefined && name !== undefined && !duplicatesHold) {
    const { key, line } = reading.duplicate
    return { kind: 'unreadable', problem: `has the key ${key} twice in one place`, line }
  }
  return { kind: 'read', format: name, resources }
}
