import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

const timeoutMilliseconds = 120_000

/** One more try after a second: npm's own ten to sixty would eat the time of the rehearsal. */
const npmSettings = {
  npm_config_loglevel: 'error',
  npm_config_update_notifier: 'false',
  npm_config_fetch_retries: '1',
  npm_config_fetch_retry_mintimeout: '1000',
  npm_config_fetch_retry_maxtimeout: '1000',
}

/** What npm's configuration of the job and the machine may say; npm reads no folder's but an empty one's, so no repository's. */
export const npmEnvironment =
  /^(PATH|HOME|USERPROFILE|APPDATA|SYSTEMROOT|COMSPEC|NODE_AUTH_TOKEN|NPM_TOKEN|(HTTPS?|NO)_PROXY|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR)|NPM_CONFIG_(REGISTRY|USERCONFIG|GLOBALCONFIG|PROXY|HTTPS?_PROXY|HTTPS-PROXY|NOPROXY|CA|CAFILE|STRICT[_-]SSL|FETCH.*|@.*|\/\/.*))$/i

/** The tarball of one package version from the registry that npm's configuration names. `directory` must be a new, empty folder. */
export async function packWithNpm(
  spec: string,
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Buffer> {
  await mkdir(directory)
  // Here npm ends its search upwards for a project and its configuration.
  await writeFile(join(directory, 'package.json'), '{}')
  const npm = findNpm(environment)
  if (npm === undefined) throw new Error('npm is not on this machine')
  const [command, ...first] = npm
  const args = [...first, 'pack', spec, '--ignore-scripts', `--cache=${join(directory, 'cache')}`]
  const env = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => value !== undefined && npmEnvironment.test(name)),
  )
  try {
    await run(command, [...args, `--prefix=${directory}`], {
      cwd: directory,
      env: { ...env, ...npmSettings },
      timeout: timeoutMilliseconds,
      killSignal: 'SIGKILL',
    })
  } catch (error) {
    throw new Error(`npm could not fetch ${spec}: ${lastWords(error)}`, { cause: error })
  }
  const tarball = (await readdir(directory)).find((name) => name.endsWith('.tgz'))
  if (tarball === undefined) throw new Error(`npm gave no tarball of ${spec}`)
  return readFile(join(directory, tarball))
}

/** The npm that came with this Node, which needs no shell, else the one on PATH. */
function findNpm(
  environment: Readonly<Record<string, string | undefined>>,
): [string, ...string[]] | undefined {
  const beside = dirname(process.execPath)
  const script = [join(beside, '..', 'lib'), beside]
    .map((folder) => join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'))
    .find((path) => existsSync(path))
  if (script !== undefined) return [process.execPath, script]
  const folder = (environment['PATH'] ?? '')
    .split(delimiter)
    .find((path) => path !== '' && existsSync(join(path, 'npm')))
  return folder === undefined ? undefined : [join(folder, 'npm')]
}

/** What npm said last, without the path of its log, which the reader does not have. */
function lastWords(error: unknown): string {
  const { killed, stderr } = Object(error)
  if (killed === true) return `it took more than ${timeoutMilliseconds / 1_000} s`
  const lines = String(stderr ?? '')
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line !== '' && !/complete log|_logs/.test(line))
  return lines.slice(0, 2).join(': ').slice(0, 300) || 'it said nothing'
}
