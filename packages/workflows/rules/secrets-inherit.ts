import type { Rule } from '../rule.ts'
import { nameOfUses } from '../uses.ts'
import { scalar } from '../value.ts'

/** `secrets: inherit` gives a called workflow every secret there is, now and later. */
export const secretsInherit: Rule = {
  id: 'secrets-inherit',
  remedy: 'Name the secrets that the called workflow needs.',
  *audit(file) {
    if (file.kind !== 'workflow') return
    for (const job of file.jobs) {
      const secrets = scalar(job.body, 'secrets')
      if (job.uses === undefined || secrets?.text !== 'inherit') continue
      yield {
        at: secrets.at,
        level: 'warning',
        message: `${job.uses.text} gets every secret of this repository.`,
        subject: `${job.id} ${nameOfUses(job.uses.text)}`,
      }
    }
  },
}
