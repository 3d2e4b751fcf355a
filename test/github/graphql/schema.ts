import { readFileSync } from 'node:fs'
import { buildSchema, GraphQLError, type GraphQLSchema, isScalarType, isSpecifiedScalarType } from 'graphql'

const file = new URL('../../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url)
let built: GraphQLSchema | undefined

/** GitHub's published schema; building it takes most of a second, so only who asks pays. */
export function schema(): GraphQLSchema {
  if (built === undefined) {
    built = buildSchema(readFileSync(file, 'utf8'), { assumeValid: true })
    checkScalars(built)
  }
  return built
}

/** What GitHub's own scalars look like where that is more than a text. */
const forms: Readonly<Record<string, RegExp>> = {
  BigInt: /^-?\d+$/,
  Date: /^\d{4}-\d{2}-\d{2}$/,
  DateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  GitObjectID: /^[0-9a-f]{40}$/,
  URI: /^[a-z][a-z0-9+.-]*:/i,
}

/** The schema language leaves a scalar's values open; all of GitHub's are texts. */
function checkScalars(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isScalarType(type) || isSpecifiedScalarType(type)) continue
    type.serialize = (value: unknown) => {
      const form = forms[type.name]
      if (typeof value === 'string' && (form === undefined || form.test(value))) return value
      throw new GraphQLError(`${JSON.stringify(value)} is no ${type.name}`)
    }
  }
}
