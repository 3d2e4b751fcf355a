import { findFenced } from '../expression.ts'
import type { Rule } from '../rule.ts'
import { at, entriesOf, scalar } from '../value.ts'

/** A registry password written into a workflow can be read by everyone who can read the repository. */
export const hardcodedContainerCredentials: Rule = {
  id: 'hardcoded-container-credentials',
  remedy: 'Keep the password as a secret, use secrets.NAME here, and change it: it is in the history.',
  *audit(file) {
    if (file.kind !== 'workflow') return
    for (const job of file.jobs) {
      const services = entriesOf(at(job.body, 'services')).map(({ key, value }) => ({
        name: `service ${key}`,
        value,
      }))
      for (const { name, value } of [{ name: 'container', value: at(job.body, 'container') }, ...services]) {
        const password = scalar(value, 'credentials', 'password')
        if (password === undefined || password.text === '' || findFenced(password.text).found.length > 0)
          continue
        yield {
          at: password.at,
          level: 'error',
          message: `The ${name} of ${job.id} has its registry password in the file.`,
          subject: `${job.id} ${name}`,
        }
      }
    }
  },
}
