import { type ConnectOptions, connect, type GitHub } from '@operator/github'
import { type StandIn, startGitHub, type TokenOptions } from './index.ts'
import { createSample, type Sample } from './sample.ts'

/** The sample world behind a running stand-in, and the port in front of it. */
export interface Scene extends Sample {
  readonly github: StandIn
  /** The port with a token; every permission and quick retries by default. */
  port(token?: TokenOptions, options?: Partial<ConnectOptions>): GitHub
  /** Fails when the stand-in was used against its contract. */
  close(): Promise<void>
}

export async function startScene(visibility: 'private' | 'public' = 'private'): Promise<Scene> {
  const sample = createSample(visibility)
  const github = await startGitHub(sample.world)
  return {
    ...sample,
    github,
    port: (token = { permissions: 'write-all' }, options = {}) =>
      connect({
        token: github.mintToken(token),
        apiUrl: github.apiUrl,
        graphqlUrl: github.graphqlUrl,
        repository: { owner: 'octo', name: 'shop' },
        version: 'test',
        retryDelay: 1,
        ...options,
      }),
    async close() {
      sample.repository.remove()
      await github.close()
    },
  }
}
