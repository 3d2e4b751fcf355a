import type { Answer, GitHub } from '@operator/github'

/** The same port with one request at a time: GitHub's secondary limits punish those who ask side by side for long. */
export function askInTurn(github: GitHub): GitHub {
  let last: Promise<unknown> = Promise.resolve()
  const queue = <T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    const next = last.then(ask, ask)
    last = next
    return next
  }
  return {
    repository: github.repository,
    cost: () => github.cost(),
    rest: (route, parameters, schema) => queue(() => github.rest(route, parameters, schema)),
    paginate: (route, parameters, schema, options) =>
      queue(() => github.paginate(route, parameters, schema, options)),
    graphql: (query, variables, schema) => queue(() => github.graphql(query, variables, schema)),
    graphqlInParts: (query, variables, schema) =>
      queue(() => github.graphqlInParts(query, variables, schema)),
  }
}
