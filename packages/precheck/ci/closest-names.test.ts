import { expect, test } from '@jest/globals'
import { closestNames, likelySlip } from './closest-names.ts'

test.each([
  ['DATABASE_URI', 'DATABASE_URL'],
  ['PAYMENT_API_KEY', 'PAYMENTS_API_KEY'],
  ['GEO_DATABASE_URL', undefined],
  ['POSTGRES_USER', undefined],
  ['APP_PORT', undefined],
])('%s may be a slip of %s', (wanted, expected) => {
  expect(likelySlip(wanted, ['POST', 'MYSQL_PORT', 'DATABASE_URL', 'PAYMENTS_API_KEY'])).toBe(expected)
})

test('the name of a check is close to one that contains it', () => {
  expect(closestNames('test', ['ci / test', 'deploy'])).toEqual(['ci / test'])
})
