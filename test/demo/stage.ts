import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OsvRecord } from '@operator/dependencies'
import { root } from '@operator/tooling'
import { stringify } from 'yaml'
import {
  addJob,
  addWorkflowRun,
  createWorld,
  type StandIn,
  startGitHub,
  type World,
} from '../github/index.ts'
import { type OsvServer, startOsv } from '../osv/index.ts'
import { recordDeployment } from './jobs.ts'
import { ada, grace, lin } from './people.ts'
import { type Platform, startPlatform } from './platform.ts'
import { shopPolicy } from './policy.ts'
import { createRepository, type Files, type Repository } from './repository.ts'
import { shopFiles } from './shop.ts'

/** Everything the story happens in: a repository, GitHub, advisories, and a platform on which the shop is live. */
export interface Stage {
  readonly folder: string
  readonly repository: Repository
  readonly github: StandIn
  readonly world: World
  readonly platform: Platform
  /** The commit that is live when the story begins. */
  readonly first: string
  /** Ends every process and server and removes the folder. Throws when GitHub was used wrongly. */
  close(): Promise<void>
}

const day = 86_400_000

export interface StageOptions {
  /** Advisories that the source knows. */
  readonly advisories?: readonly OsvRecord[]
  /** Checks that the policy enforces beside the shop's own. */
  readonly enforced?: readonly string[]
}

export async function setStage({ advisories = [], enforced = [] }: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'operator-stage-'))
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const close = async () => {
    const failures: unknown[] = []
    for (const end of closing.splice(0).reverse()) {
      try {
        await end()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
  try {
    const git = join(folder, 'shop.git')
    mkdirSync(git)
    const repository = createRepository(git)
    const osv = await startOsv({ records: advisories })
    closing.push(() => osv.close())
    const platform = await startPlatform(git, join(folder, 'platform'), ['staging', 'production'])
    closing.push(() => platform.close())
    const first = repository.commit({
      ref: 'refs/heads/main',
      message: 'Open the shop',
      author: grace,
      parents: [],
      files: firstFiles(osv, platform, enforced),
    })
    const world = createWorld({
      repository: { owner: 'acme', name: 'shop', git },
      people: { [ada.login]: 'write', [grace.login]: 'write', [lin.login]: 'write' },
      environments: [
        { name: 'staging', protectedBranchesOnly: true },
        { name: 'production', protectedBranchesOnly: true },
        { name: 'production-approval', reviewers: [lin.login, grace.login], preventsSelfReview: true },
      ],
      rulesets: [
        {
          rules: [
            { type: 'pull_request', parameters: { required_approving_review_count: 1 } },
            {
              type: 'required_status_checks',
              parameters: { required_status_checks: [{ context: 'tests' }] },
            },
          ],
        },
      ],
    })
    const github = await startGitHub(world)
    closing.push(() => github.close())
    await makeLive(world, platform, first)
    return { folder, repository, github, world, platform, first, close }
  } catch (error) {
    await close()
    throw error
  }
}

function firstFiles(osv: OsvServer, platform: Platform, enforced: readonly string[]): Files {
  const examples = readdirSync(join(root, 'workflows-examples')).map((name) => [
    `.github/workflows/${name}`,
    readFileSync(join(root, 'workflows-examples', name), 'utf8'),
  ])
  const policy = shopPolicy({
    enforced,
    advisories: osv.url,
    staging: platform.url('staging'),
    production: platform.url('production'),
  })
  return {
    ...shopFiles(),
    ...Object.fromEntries(examples),
    '.github/operator.yml': stringify(policy),
    'platform.url': `${platform.controlUrl}\n`,
  }
}

/** The first version has been live since yesterday. */
async function makeLive(world: World, platform: Platform, sha: string): Promise<void> {
  const at = new Date(Date.now() - day).toISOString()
  addWorkflowRun(world, { workflow: 'ci.yml', name: 'ci', sha, createdAt: at, jobs: [{ name: 'tests' }] })
  const run = addWorkflowRun(world, { workflow: 'deploy.yml', name: 'deploy', sha, createdAt: at })
  for (const environment of ['staging', 'production']) {
    const job = addJob(world, run, { name: `deploy-${environment}`, startedAt: at, completedAt: at })
    recordDeployment(world, { run, job, sha, environment, at }).end(true)
  }
  await Promise.all(['staging', 'production'].map((environment) => platform.deploy(environment, sha)))
}
