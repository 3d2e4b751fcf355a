import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'

const artifact = z.object({
  id: z.number().int(),
  name: z.string(),
  size_in_bytes: z.number().int(),
  expired: z.boolean(),
  digest: z.string().nullish(),
})

export interface Artifact {
  readonly id: number
  readonly name: string
  /** Bytes of the archive. */
  readonly size: number
  readonly expired: boolean
  /** `sha256:<hex>`; undefined for archives of uploaders that record none. */
  readonly digest: string | undefined
}

/** Artifacts with this name that a run left; several where attempts of the run each uploaded one. */
export async function listRunArtifacts(
  github: GitHub,
  run: number,
  name: string,
): Promise<Answer<readonly Artifact[]>> {
  const listed = await github.paginate(
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
    { run_id: run, name },
    artifact,
    { key: 'artifacts' },
  )
  if (!listed.ok) return listed
  if (!listed.value.complete) {
    return unanswered({ kind: 'partial', message: `not every artifact of run ${run} was listed` })
  }
  return answered(
    listed.value.items
      .filter((item) => item.name === name)
      .map(({ id, size_in_bytes: size, expired, digest }) => ({
        id,
        name,
        size,
        expired,
        digest: digest ?? undefined,
      })),
  )
}

export interface ArchiveLimits {
  /** Bytes of the whole archive. */
  readonly maxArchive: number
  /** Bytes of one file in it, unpacked. */
  readonly maxFile: number
}

// A check by `instanceof` would fail for a buffer of another realm, such as a test runner's.
const archive = z.custom<ArrayBuffer>(
  (value) => Object.prototype.toString.call(value) === '[object ArrayBuffer]',
)

/**
 * The one file of that name in an artifact, whatever folder it lies in (upload-artifact keeps the folders behind a wildcard),
 * after the archive's bytes were checked against the digest that GitHub recorded at upload. An artifact without a digest, of another digest, or beyond the limits is `invalid`.
 */
export async function readArtifactFile(
  github: GitHub,
  artifact: Artifact,
  file: string,
  { maxArchive, maxFile }: ArchiveLimits,
): Promise<Answer<Buffer>> {
  const invalid = (message: string) => unanswered({ kind: 'invalid', message })
  const named = `the artifact ${artifact.name}`
  if (artifact.expired) return unanswered({ kind: 'not-found', message: `${named} has expired` })
  if (artifact.size > maxArchive)
    return invalid(`${named} has ${artifact.size} bytes, more than ${maxArchive}`)
  const downloaded = await github.rest(
    'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}',
    { artifact_id: artifact.id, archive_format: 'zip' },
    archive,
  )
  if (!downloaded.ok) return downloaded
  const bytes = new Uint8Array(downloaded.value)
  if (bytes.length > maxArchive) return invalid(`${named} is larger than ${maxArchive} bytes`)
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`
  if (artifact.digest === undefined) return invalid(`${named} was uploaded without a digest`)
  if (artifact.digest !== digest)
    return invalid(`${named} does not have the digest that was recorded at upload`)
  return unpack(bytes, named, file, maxFile)
}

function unpack(bytes: Uint8Array, named: string, file: string, maxFile: number): Answer<Buffer> {
  const invalid = (message: string) => unanswered({ kind: 'invalid', message })
  let seen = 0
  let tooLarge = false
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name !== file && !name.endsWith(`/${file}`)) return false
        seen += 1
        tooLarge = originalSize > maxFile
        return !tooLarge
      },
    })
    if (seen > 1) return invalid(`${named} holds ${file} more than once`)
    if (tooLarge) return invalid(`${file} in ${named} is larger than ${maxFile} bytes`)
    const [content] = Object.values(files)
    if (content === undefined) {
      return unanswered({ kind: 'not-found', message: `${named} holds no ${file}` })
    }
    return answered(Buffer.from(content))
  } catch (error) {
    return invalid(
      `${named} is no readable archive (${error instanceof Error ? error.message : String(error)})`,
    )
  }
}
