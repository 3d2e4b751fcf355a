import type { Rule } from '../rule.ts'
import { at, scalarsIn } from '../value.ts'

/** A pull request that runs on a self-hosted machine can leave something behind for the next job. */
export const selfHostedRunner: Rule = {
  id: 'self-hosted-runner',
  remedy: 'Run pull requests on hosted runners, or on ephemeral ones behind an approval.',
  *audit(file) {
    if (file.kind !== 'workflow') return
    const reachable = ['pull_request', 'pull_request_target', 'issue_comment', 'workflow_run'].some((event) =>
      file.triggers.has(event),
    )
    if (!reachable) return
    for (const job of file.jobs) {
      const label = [...scalarsIn(at(job.body, 'runs-on'))].find(
        ({ scalar, path }) => scalar.text === 'self-hosted' || path.at(-1) === 'group',
      )
      if (label === undefined) continue
      yield {
        at: label.scalar.at,
        level: 'warning',
        message: `${job.id} runs what a pull request brings on a self-hosted runner.`,
        subject: job.id,
      }
    }
  },
}
