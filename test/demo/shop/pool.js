import { setTimeout as sleep } from 'node:timers/promises'

const size = 60
const patience = 50

/** A pool of connections to the database behind one endpoint. */
export function openPool(table) {
  let free = size
  return {
    async acquire() {
      for (let waited = 0; free === 0; waited += 10) {
        if (waited >= patience) throw new Error(`no free connection for ${table}`)
        await sleep(10)
      }
      free -= 1
      return { read: async () => ({ table, rows: [{ id: 1 }, { id: 2 }] }) }
    },
    release() {
      free += 1
    },
  }
}
