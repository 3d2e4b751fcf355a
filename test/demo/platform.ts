import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { Agent, createServer, request, type Server } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Where the shop runs: one address per environment, and behind each a process of the deployed commit. */
export interface Platform {
  /** The environment's address; it stays the same over deployments. */
  url(environment: string): string
  /** Requests that the environment got so far. */
  visits(environment: string): number
  /** Where `POST /<environment>/<sha>` deploys. */
  readonly controlUrl: string
  /** Checks the commit out, starts it, and lets it take over once it answers. */
  deploy(environment: string, sha: string): Promise<void>
  close(): Promise<void>
}

interface Release {
  readonly process: ChildProcess
  readonly port: number
}

interface Environment {
  readonly server: Server
  readonly port: number
  release: Release | undefined
  visits: number
}

/** Starts the environments' front servers; nothing is deployed yet. `directory` is the platform's own. */
export async function startPlatform(
  gitDirectory: string,
  directory: string,
  names: readonly string[],
): Promise<Platform> {
  mkdirSync(directory, { recursive: true })
  const environments = new Map<string, Environment>()
  const running = new Set<ChildProcess>()
  const agent = new Agent({ keepAlive: true })
  const known = (name: string): Environment => {
    const environment = environments.get(name)
    if (environment === undefined) throw new Error(`The platform has no environment ${name}.`)
    return environment
  }
  for (const name of names) {
    const server = createFront(agent, () => {
      const environment = known(name)
      environment.visits += 1
      return environment.release?.port
    })
    environments.set(name, { server, port: await listen(server), release: undefined, visits: 0 })
  }
  let deployments = 0
  const deploy = async (name: string, sha: string): Promise<void> => {
    const environment = known(name)
    deployments += 1
    const checkout = join(directory, `${name}-${deployments}`)
    await run('git', ['clone', '--quiet', '--shared', '--no-checkout', gitDirectory, checkout])
    await run('git', ['checkout', '--quiet', '--detach', sha], { cwd: checkout })
    const release = await startRelease(checkout, sha)
    running.add(release.process)
    const previous = environment.release
    environment.release = release
    if (previous !== undefined) await stop(previous.process)
  }
  const control = createControl(deploy)
  const controlPort = await listen(control)
  return {
    url: (name) => `http://127.0.0.1:${known(name).port}`,
    visits: (name) => known(name).visits,
    controlUrl: `http://127.0.0.1:${controlPort}`,
    deploy,
    async close() {
      await Promise.all([...running].map(stop))
      agent.destroy()
      for (const server of [
        control,
        ...[...environments.values()].map((environment) => environment.server),
      ]) {
        server.closeAllConnections()
        server.close()
      }
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function createControl(deploy: (environment: string, sha: string) => Promise<void>): Server {
  return createServer((incoming, outgoing) => {
    const [, environment, sha] = /^\/(\w+)\/([0-9a-f]{40})$/.exec(incoming.url ?? '') ?? []
    if (incoming.method !== 'POST' || environment === undefined || sha === undefined) {
      outgoing.writeHead(404).end('not found')
      return
    }
    deploy(environment, sha).then(
      () => outgoing.end('deployed'),
      (error: unknown) => outgoing.writeHead(500).end(String(error)),
    )
  })
}

/** `enter` counts the request and says where it goes. */
function createFront(agent: Agent, enter: () => number | undefined): Server {
  return createServer((incoming, outgoing) => {
    const target = enter()
    if (target === undefined) {
      outgoing.writeHead(503).end('nothing is deployed')
      return
    }
    const { method, url: path, headers } = incoming
    const upstream = request({ agent, host: '127.0.0.1', port: target, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    upstream.on('error', () => outgoing.writeHead(502).end('the release does not answer'))
    incoming.pipe(upstream)
  })
}

/** The shop says on its first line where it listens. */
async function startRelease(checkout: string, sha: string): Promise<Release> {
  const child = spawn(process.execPath, ['server.js'], {
    cwd: checkout,
    env: { PORT: '0', COMMIT_SHA: sha },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^listening on (\d+)$/.exec(line)?.[1]
    if (port !== undefined) return { process: child, port: Number(port) }
  }
  throw new Error(`The release of ${sha} ended before it listened.`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('The server does not listen on a port.')
  return address.port
}
