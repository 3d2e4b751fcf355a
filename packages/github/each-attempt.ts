import type { getOctokit } from '@actions/github'

type Plugin = NonNullable<Parameters<typeof getOctokit>[2]>

/**
 * What holds for each attempt of a request, also when it is repeated: its own time limit, its place in the bill, and that a
 * JSON answer which was cut off is a failure. Must stand before the plugin that retries.
 */
export function eachAttempt(timeout: number, count: (url: string) => void): Plugin {
  return (octokit) => {
    octokit.hook.before('request', (options) => {
      count(options.url)
      options.request = { ...options.request, signal: AbortSignal.timeout(timeout) }
    })
    octokit.hook.after('request', (response, options) => {
      // Octokit gives the text where it could not parse it, and an empty one where the connection broke.
      const isJson = String(response.headers['content-type'] ?? '').includes('json')
      if (isJson && response.status === 200 && typeof response.data === 'string') {
        throw Object.assign(new Error('the answer was cut off'), { status: 500, request: options })
      }
    })
    return {}
  }
}
