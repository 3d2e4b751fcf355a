import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatPrice } from './price.js'

test('prices have two decimals', () => {
  assert.equal(formatPrice(1905), '19.05')
})
