import { describe, expect, test } from '@jest/globals'
import { parsePolicy } from '@operator/policy'
import { readActionInputs } from './inputs.ts'
import { assertNamed } from './named-places.ts'

function check(policy: string, inputs: Readonly<Record<string, string>>): void {
  const { common } = readActionInputs({}, inputs)
  assertNamed(common, parsePolicy(policy, 'operator.yml').policy)
}

const policy = 'environments: { staging: {}, production: {} }\nservices: { api: { paths: [api/] } }\n'

describe('assertNamed', () => {
  test.each([
    {},
    { INPUT_ENVIRONMENT: 'staging' },
    { INPUT_ENVIRONMENT: 'Production' },
    { INPUT_SERVICE: 'api' },
    { INPUT_SERVICE: 'default' },
  ])('%j is known', (inputs) => expect(() => check(policy, inputs)).not.toThrow())

  test('what the policy does not name would quietly be asked less', () => {
    expect(() => check(policy, { INPUT_ENVIRONMENT: 'prod' })).toThrow(
      /input environment: the policy has no environment "prod"\. .*staging, production/,
    )
    expect(() => check(policy, { INPUT_SERVICE: 'apy' })).toThrow(/Did you mean "api"\?/)
  })

  test('a policy that names none takes any', () => {
    expect(() => check('', { INPUT_ENVIRONMENT: 'anything', INPUT_SERVICE: 'any' })).not.toThrow()
  })
})
