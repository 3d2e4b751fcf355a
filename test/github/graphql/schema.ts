import { readFileSync } from 'node:fs'
import { buildSchema, type GraphQLSchema } from 'graphql'

const file = new URL('../../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url)
let built: GraphQLSchema | undefined

/** GitHub's published schema; building it takes most of a second, so only who asks pays. */
export function schema(): GraphQLSchema {
  built ??= buildSchema(readFileSync(file, 'utf8'), { assumeValid: true })
  return built
}
