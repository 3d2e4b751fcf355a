import { statfs } from 'node:fs/promises'

/** What a rehearsal leaves free of the disk that it shares with the job. */
const keptFreeBytes = 1024 ** 3

const intervalMilliseconds = 500

/**
 * Calls back once when the disk of a directory has less than a gibibyte left, or less than half of what it had where that was
 * little: a migration may write without end. Gives the function that ends the watch.
 */
export async function watchSpace(
  directory: string,
  onShort: () => void,
  readFree: (directory: string) => Promise<number> = readFreeBytes,
): Promise<() => void> {
  const floor = Math.min(keptFreeBytes, (await readFree(directory)) / 2)
  let ended = false
  const timer = setInterval(async () => {
    if ((await readFree(directory)) >= floor || ended) return
    end()
    onShort()
  }, intervalMilliseconds)
  const end = () => {
    ended = true
    clearInterval(timer)
  }
  return end
}

async function readFreeBytes(directory: string): Promise<number> {
  const { bavail, bsize } = await statfs(directory)
  return bavail * bsize
}
