import type { Person } from './repository.ts'

const person = (login: string, name: string): Person => ({ login, name, email: `${login}@example.com` })

/** Writes the change. */
export const ada = person('ada', 'Ada')
/** Reviews it. */
export const grace = person('grace', 'Grace')
/** Is asked before production where the gate wants a person's yes. */
export const lin = person('lin', 'Lin')
/** GitHub itself, which makes merge commits. */
export const gitHub: Person = { login: 'web-flow', name: 'GitHub', email: 'noreply@github.com' }
