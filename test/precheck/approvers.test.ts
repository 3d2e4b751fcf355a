import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { buildBeforehand } from '../attacks/scene.ts'
import { addPerson, addWorkflowRun } from '../github/index.ts'
import { actions, type Stage, setStage } from './stage.ts'

/** Who tries to approve their own change: on a bot's branch, through a bot, as a co-author, after the review. */

buildBeforehand(actions)

let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

const inputs = { comment: 'false' }
const dependabot = 'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>'
const github = 'GitHub <noreply@github.com>'
const mona = 'Mona <a@example.com>'

async function set(): Promise<Stage> {
  stage = await setStage({ enforced: ['approved', 'merged'], people: { mona: 'write', hubot: 'write' } })
  addPerson(stage.world, { login: 'kim', permission: 'write', email: 'kim@example.com' })
  return stage
}

/** A commit by whomever it says, on the branch topic. */
function commitAs(
  { worktree }: Stage,
  content: string,
  author: string,
  committer: string,
  message = 'Bump',
): string {
  const path = 'package.json'
  writeFileSync(join(worktree.directory, path), content)
  worktree.git('add', path)
  const [tree, parent] = [worktree.git('write-tree'), worktree.git('rev-parse', 'topic')]
  const when = '1767225600 +0000'
  const text = `tree ${tree}\nparent ${parent}\nauthor ${author} ${when}\ncommitter ${committer} ${when}\n\n${message}\n`
  const file = join(worktree.directory, '.git', 'commit-as')
  writeFileSync(file, text)
  const made = worktree.git('hash-object', '-t', 'commit', '-w', file)
  worktree.git('update-ref', 'refs/heads/topic', made)
  return made
}

describe('a branch of Dependabot', () => {
  async function bumped() {
    const scene = await set()
    scene.worktree.git('update-ref', 'refs/heads/topic', scene.base)
    const bump = commitAs(scene, '{ "dependencies": { "a": "2.0.0" } }\n', dependabot, github)
    scene.world.signedByGitHub.add(bump)
    return { ...scene, bump, pull: scene.openPullRequest({ author: 'dependabot[bot]' }) }
  }

  test('any person may approve what the bot alone did', async () => {
    const { review, runCi, judgePullRequest, pull, bump } = await bumped()
    review(pull, { author: 'mona' })
    runCi({ sha: bump })
    const judged = await judgePullRequest({ head: bump, inputs })
    expect([judged.verdict, judged.told('approved')]).toEqual(['go', 'pass approved'])
  })

  test('who pushed to it may not, nor does the bot’s name on an unsigned commit help', async () => {
    const scene = await bumped()
    const { review, runCi, judgePullRequest, pull } = scene
    const judgeAt = async (head: string, author: string) => {
      review(pull, { author })
      runCi({ sha: head })
      return judgePullRequest({ head, inputs })
    }
    const own = commitAs(scene, '{ "dependencies": { "a": "npm:evil@1" } }\n', mona, mona)
    const byAuthor = await judgeAt(own, 'mona')
    expect([byAuthor.verdict, byAuthor.told('approved')]).toEqual(['ask-human', 'ask approval-missing'])
    scene.worktree.git('update-ref', 'refs/heads/topic', scene.bump)
    const disguised = commitAs(scene, '{ "dependencies": { "a": "npm:evil@2" } }\n', dependabot, github)
    const byNobody = await judgeAt(disguised, 'mona')
    expect([byNobody.verdict, byNobody.told('approved')]).toEqual(['incomplete', 'unknown approver-unknown'])
    expect(byNobody.check('approved').next).toContain('approved by')
  })
})

describe('a pull request that a dispatched bot opened', () => {
  test('one approval could be the dispatcher’s; of two one is not', async () => {
    const { openPullRequest, review, runCi, judgePullRequest, head } = await set()
    const pull = openPullRequest({ author: 'github-actions[bot]' })
    runCi({ sha: head })
    review(pull, { author: 'hubot' })
    const one = await judgePullRequest({ inputs })
    expect([one.verdict, one.told('approved')]).toEqual(['incomplete', 'unknown approver-unknown'])
    expect(one.check('approved').next).toContain('1 more person')
    review(pull, { author: 'kim' })
    const two = await judgePullRequest({ inputs })
    expect([two.verdict, two.told('approved')]).toEqual(['go', 'pass approved'])
  })
})

describe('a co-author', () => {
  test('is one in any spelling of the trailer, and by any of their addresses', async () => {
    const scene = await set()
    const message = 'Bump\n\nCo-Authored-By : Kim <KIM@example.com>'
    const head = commitAs(scene, '{}\n', mona, mona, message)
    scene.review(scene.openPullRequest(), { author: 'kim' })
    scene.runCi({ sha: head })
    const judged = await scene.judgePullRequest({ head, inputs })
    expect(judged.verdict).not.toBe('go')
    expect(judged.check('approved').status).not.toBe('pass')
  })
})

describe('after the review', () => {
  async function reviewed() {
    const scene = await set()
    const { world, worktree, base, head } = scene
    addWorkflowRun(world, {
      workflow: 'deploy.yml',
      sha: base,
      jobs: [{ name: 'deploy', environment: 'production' }],
    })
    worktree.git('checkout', '--quiet', '-B', 'main', base)
    worktree.commit({ 'src/other.ts': 'export {}\n' }, 'Meanwhile')
    const meanwhile = worktree.git('rev-parse', 'HEAD')
    scene.review(scene.openPullRequest({ head: 'other', headSha: meanwhile, merged: { commit: meanwhile } }))
    worktree.git('merge', '--quiet', '--no-ff', '--no-commit', head)
    const ship = async (commit: string) => {
      worktree.git('update-ref', 'refs/remotes/origin/main', commit)
      scene.runCi({ sha: commit, event: 'push', branch: 'main' })
      scene.review(scene.openPullRequest({ merged: { commit } }))
      return scene.judgeDeployment({ head: commit, inputs })
    }
    return { ...scene, ship }
  }

  test('a merge by hand ships what git makes of the reviewed sides, and nothing else', async () => {
    const { worktree, ship } = await reviewed()
    const clean = await ship(worktree.commit({}, 'Merge the topic'))
    expect([clean.verdict, clean.told('approved')]).toEqual(['go', 'pass approved'])
  })

  test('what is smuggled into it is named', async () => {
    const { worktree, ship } = await reviewed()
    const evil = worktree.commit({ 'src/backdoor.ts': 'export {}\n' }, 'Merge the topic')
    const judged = await ship(evil)
    expect([judged.verdict, judged.told('approved')]).toEqual(['incomplete', 'unknown merge-unverified'])
    expect(judged.check('approved').reason.message).toContain(evil.slice(0, 8))
  })

  test('so is a commit that was pushed with it', async () => {
    const { worktree, ship } = await reviewed()
    worktree.commit({}, 'Merge the topic')
    const judged = await ship(worktree.commit({ 'src/backdoor.ts': 'export {}\n' }, 'Tidy up'))
    expect(judged.verdict).toBe('no-go')
    expect(judged.told('approved')).toBe('fail unreviewed-commits')
  })
})
