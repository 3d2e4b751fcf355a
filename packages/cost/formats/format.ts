import type { Resource } from '../resource.ts'
import type { Value } from '../value.ts'

/** What of the rest of the repository a format may have to know. */
export interface Surroundings {
  /** Whether a file is there. */
  exists(path: string): boolean
  /** Whether the change touches a file, or anything in a folder: it is then judged itself. */
  isChanged(path: string): boolean
}

/** A kind of document that states what is paid for. */
export interface DocumentFormat {
  readonly name: string
  recognises(document: Value, path: string, surroundings: Surroundings): boolean
  read(document: Value, path: string, surroundings: Surroundings): Resource[]
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : ''
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
