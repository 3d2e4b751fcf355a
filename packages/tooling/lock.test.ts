import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { withLock } from './lock.ts'

const lockFile = () => join(mkdtempSync(join(tmpdir(), 'operator-lock-')), 'build.lock')

describe('withLock', () => {
  test('one at a time', async () => {
    const path = lockFile()
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await sleep(20)
      inside -= 1
    }
    await Promise.all([withLock(path, work), withLock(path, work), withLock(path, work)])
    expect(most).toBe(1)
    expect(existsSync(path)).toBe(false)
  })

  test('work that fails gives the lock back', async () => {
    const path = lockFile()
    const failing = withLock(path, () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    await expect(withLock(path, async () => 'yes')).resolves.toBe('yes')
  })

  test('the lock of a process that was killed is taken over', async () => {
    const path = lockFile()
    const { pid } = spawnSync(process.execPath, ['--version'])
    writeFileSync(path, String(pid))
    await expect(withLock(path, async () => 'yes')).resolves.toBe('yes')
  })

  test('a lock that nobody touches is abandoned, whoever has that process id now', async () => {
    const path = lockFile()
    writeFileSync(path, String(process.pid))
    const longAgo = new Date(Date.now() - 3_600_000)
    utimesSync(path, longAgo, longAgo)
    await expect(withLock(path, async () => 'yes')).resolves.toBe('yes')
  })
})
