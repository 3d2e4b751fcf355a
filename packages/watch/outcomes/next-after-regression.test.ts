import { expect, test } from '@jest/globals'
import type { WatchState } from '../state.ts'
import { nextAfterRegression } from './next-after-regression.ts'

const run = { id: 7, url: 'https://github.com/octo/shop/actions/runs/7' }

test.each<[WatchState['rollback'], RegExp]>([
  [{ step: 'idle' }, /^Roll back, /],
  [{ step: 'locking' }, /^Roll back, /],
  [{ step: 'dispatching' }, /check which version is live/],
  [{ step: 'running', since: 0, run }, /check which version is live/],
  [{ step: 'proven', at: 1, since: 0, by: 'this-watch' }, /was rolled back/],
  [{ step: 'by-hand', code: 'x', reason: 'No.', next: 'Ask.' }, /^Ask\.$/],
])('after %j', (rollback, expected) => {
  expect(nextAfterRegression({ rollback })).toMatch(expected)
})
