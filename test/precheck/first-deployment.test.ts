import { afterEach, expect, test } from '@jest/globals'
import { buildBeforehand } from '../attacks/scene.ts'
import { addComment, addPullRequest, type PullRequest } from '../github/index.ts'
import { actions, type Stage, setStage } from './stage.ts'

/** Where nothing was deployed before, a person confirms it as they say yes to anything else. */

buildBeforehand(actions)

let stage: Stage | undefined
afterEach(async () => {
  await stage?.close()
  stage = undefined
})

const asked = {
  merged: 'first-deployment',
  approved: 'first-deployment',
  'small-change': 'first-deployment',
  'pipeline-changed': 'no-base',
  'rollback-plan': 'nothing-to-go-back-to',
} as const
const checks = Object.keys(asked)

async function firstDeployment() {
  stage = await setStage({
    people: { mona: 'write', hubot: 'write', lin: 'write', guest: 'read' },
    enforced: checks,
    base: { 'docs/rollback.md': '# Rollback\n\n```sh\n./rollback.sh\n```\n' },
    head: { 'docs/shop.md': '# Shop\n' },
  })
  const { world, worktree, review, runCi, judgeDeployment } = stage
  // So many are looked at where there is no base; what is older came as it came.
  let head = ''
  let pull: PullRequest | undefined
  for (let count = 0; count < 20; count += 1) {
    head = worktree.commit({ 'docs/shop.md': `# Shop ${count}\n` })
    worktree.git('update-ref', 'refs/heads/main', head)
    pull = addPullRequest(world, { head: 'topic', headSha: head, author: 'mona', merged: { commit: head } })
    review(pull)
  }
  runCi({ event: 'push', branch: 'main', sha: head })
  const place = pull?.number ?? 0
  return {
    judge: () => judgeDeployment({ head, inputs: { comment: 'false' } }),
    say: (author: string, body: string) => void addComment(world, { issue: place, author, body }),
  }
}

const told = ({ told }: { readonly told: (id: string) => string }) =>
  Object.fromEntries(checks.map((id) => [id, told(id)]))
const answers = (status: string, code?: string) =>
  Object.fromEntries(Object.entries(asked).map(([id, one]) => [id, `${status} ${code ?? one}`]))

const lineIn = (text = '') => /\/operator approve \S+ [0-9a-f]{32}/.exec(text)?.[0] ?? 'no line'

test('a first deployment asks, and goes on the yes of somebody who had no hand in it', async () => {
  const { judge, say } = await firstDeployment()
  const first = await judge()
  expect(told(first)).toEqual(answers('ask'))
  const lines = checks.map((id) => lineIn(first.check(id).next))
  expect(lines).toEqual(checks.map((id) => expect.stringContaining(`/operator approve precheck/${id} `)))
  for (const line of lines) {
    say('guest', line)
    say('mona', line)
  }
  expect(told(await judge())).toEqual(answers('ask'))
  for (const line of lines) say('lin', line)
  const confirmed = await judge()
  expect(told(confirmed)).toEqual(answers('pass', 'approved-by-person'))
  expect(confirmed.verdict).toBe('go')
})

test('a yes to one of its questions answers no other', async () => {
  const { judge, say } = await firstDeployment()
  say('lin', lineIn((await judge()).check('merged').next))
  const judged = await judge()
  expect(told(judged)).toEqual({ ...answers('ask'), merged: 'pass approved-by-person' })
  expect(judged.verdict).toBe('ask-human')
})
