import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How often a waiting process looks again, in milliseconds. */
const interval = 100
/** The owner touches its lock this often. */
const heartbeat = 2_000
/** A lock that was not touched for so long belongs to nobody: process ids are used again. */
const abandonedAfter = 60_000

/**
 * Runs `work` while no other process holds the lock. A dead owner's lock is taken over; two that take it over in the same
 * instant both run, so the work must be safe to do twice.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(path), { recursive: true })
  while (!acquire(path)) {
    if (isAbandoned(path)) rmSync(path, { force: true })
    else await sleep(interval)
  }
  const beat = setInterval(() => touch(path), heartbeat)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    rmSync(path, { force: true })
  }
}

function acquire(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

function isAbandoned(path: string): boolean {
  try {
    if (Date.now() - statSync(path).mtimeMs > abandonedAfter) return true
    // Empty while its owner has made the file and not yet written its id.
    const owner = Number(readFileSync(path, 'utf8'))
    return owner > 0 && !isAlive(owner)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

function touch(path: string): void {
  const now = new Date()
  try {
    utimesSync(path, now, now)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

/** Node's own errors are of another realm than a test's `Error`. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
