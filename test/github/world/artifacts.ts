import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { Artifact } from './workflow-runs.ts'
import { timestamp, type World } from './world.ts'

export interface NewArtifact {
  /** Id of the workflow run. */
  readonly run: number
  readonly name: string
  readonly files: Readonly<Record<string, string | Uint8Array>>
  /** Null as for artifacts of upload-artifact v3; otherwise the true digest unless a test lies. */
  readonly digest?: string | null
  readonly expired?: boolean
  readonly createdAt?: string
}

export function addArtifact(world: World, artifact: NewArtifact): Artifact {
  const zip = zipOf(artifact.files)
  const added: Artifact = {
    id: world.nextId(),
    run: artifact.run,
    name: artifact.name,
    zip,
    digest:
      artifact.digest === undefined
        ? `sha256:${createHash('sha256').update(zip).digest('hex')}`
        : artifact.digest,
    expired: artifact.expired ?? false,
    createdAt: timestamp(world, artifact.createdAt),
  }
  world.artifacts.push(added)
  return added
}

/** A zip archive with stored entries; enough for any reader, and the same bytes every time. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const entries: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content)
    const path = Buffer.from(name)
    // Version 2.0, UTF-8 names, stored, 1980-01-01, then CRC and both sizes.
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800, 2)
    facts.writeUInt16LE(0x21, 8)
    facts.writeUInt32LE(crc32(data), 10)
    facts.writeUInt32LE(data.length, 14)
    facts.writeUInt32LE(data.length, 18)
    facts.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), facts, path, data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), facts, rest, path]))
    entries.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...entries, central, Buffer.from('PK\x05\x06'), end])
}
