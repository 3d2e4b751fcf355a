import type { Extensions } from '@electric-sql/pglite'
import type { Assets } from './assets.ts'
import { type Database, type Engine, EngineStoppedError, type Notice, type Session } from './database.ts'

type Pglite = import('@electric-sql/pglite').PGlite

/** Loads PGlite with the extensions that a plan names; each database is a PostgreSQL of its own, from the ready-made data directory where there is one. */
export async function loadPglite(assets: Assets, extensionNames: readonly string[]): Promise<Engine> {
  // ncc must leave this import alone: PGlite's Emscripten glue does not survive bundling.
  const module: typeof import('@electric-sql/pglite') = await import(/* webpackIgnore: true */ assets.module)
  const [wasm, files, ready] = await Promise.all([
    assets.wasm().then((bytes) => WebAssembly.compile(bytesOf(bytes))),
    assets.files(),
    assets.dataDirectory(),
  ])
  const extensions = composeExtensions(assets, extensionNames)
  const open = (tar: Buffer | undefined): Promise<Pglite> =>
    module.PGlite.create({
      pgliteWasmModule: wasm,
      fsBundle: new Blob([bytesOf(files)]),
      extensions,
      ...(tar && { loadDataDir: new Blob([bytesOf(tar)]) }),
    })
  let tar = ready
  const start = async () => {
    const pglite = await open(tar)
    if (tar === undefined) {
      tar = Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer())
      await assets.saveDataDirectory(tar)
    }
    return adapt(pglite)
  }
  return { name: 'PGlite', start, stop: async () => undefined }
}

function adapt(pglite: Pglite): Database {
  const session: Session = {
    run: async (sql, onNotice) => {
      const answers = await pglite.exec(
        sql,
        onNotice && { onNotice: (notice: { message?: string | undefined }) => onNotice(toNotice(notice)) },
      )
      // After a fault inside WebAssembly PGlite answers everything with success and nothing in it.
      if (!answers.some((answer) => 'command' in answer)) throw new EngineStoppedError()
    },
    read: async (sql, row) => {
      const { fields, rows } = await pglite.query(sql)
      if (fields.length === 0) throw new EngineStoppedError()
      return rows.map((value) => row.parse(value))
    },
  }
  // Nothing of this machine can be reached from inside WebAssembly, so migrations run as the superuser.
  return { ...session, inspector: session, limitedRole: undefined, close: () => pglite.close() }
}

function toNotice(notice: { readonly message?: string | undefined }): Notice {
  return { message: notice.message ?? '' }
}

/** PostgreSQL ships these four in one package of that name. */
const spi: ReadonlySet<string> = new Set(['autoinc', 'insert_username', 'moddatetime', 'refint'])

function composeExtensions(assets: Assets, names: readonly string[]): Extensions {
  return Object.fromEntries(
    names.flatMap((name) => {
      const file = spi.has(name) ? 'spi' : name
      const bundlePath = /^[\w-]+$/.test(file) ? assets.extension(file) : undefined
      return bundlePath ? [[name, { name, setup: async () => ({ bundlePath }) }]] : []
    }),
  )
}

/** A view that DOM types accept: a Buffer might share its memory. */
function bytesOf(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer)
}
