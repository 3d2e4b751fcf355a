import { setTimeout as sleep } from 'node:timers/promises'

export interface Customers {
  leave(): Promise<void>
}

/** Requests a second, over all paths together. */
const rate = 40

/** People who use the environment while it is watched: they ask for each path in turn and never wait for each other. */
export function sendCustomers(url: string, paths: readonly string[]): Customers {
  let open = true
  const visits = new Set<Promise<void>>()
  const visit = async (path: string): Promise<void> => {
    try {
      const answer = await fetch(`${url}${path}`)
      await answer.arrayBuffer()
    } catch (error) {
      // A customer whose connection breaks goes away; the watch has its own eyes.
      if (!(error instanceof TypeError)) throw error
    }
  }
  const walk = async (): Promise<void> => {
    for (let count = 0; open; count += 1) {
      const going = visit(paths[count % paths.length] ?? '/').finally(() => visits.delete(going))
      visits.add(going)
      await sleep(1_000 / rate)
    }
  }
  const walking = walk()
  return {
    async leave() {
      open = false
      await walking
      await Promise.all(visits)
    },
  }
}
