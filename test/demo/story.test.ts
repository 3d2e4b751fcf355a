import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'puppeteer-core'
import { openBrowser } from './browser.ts'
import { planStory } from './flaws.ts'

/** The story itself says in its exit code whether it came out as told; here is what people see of it. */
describe('npm run demo', () => {
  const out = mkdtempSync(join(tmpdir(), 'operator-demo-'))
  const seed = 3
  let ended: { readonly code: number; readonly output: string }
  let browser: Browser | undefined
  let page: Page

  beforeAll(async () => {
    ended = await runDemo(['--seed', String(seed), '--out', out])
    browser = await openBrowser()
    page = await browser.newPage()
    await page.setViewport({ width: 1_100, height: 900 })
    await page.goto(pathToFileURL(join(out, 'index.html')).href)
  }, 600_000)

  afterAll(async () => {
    await browser?.close()
    rmSync(out, { recursive: true, force: true })
  })

  test('comes out as told', () => {
    expect(ended).toMatchObject({ code: 0 })
  })

  test('stops the flawed change three times, lets the mended one pass, and takes the failing version back', async () => {
    const told = await page.$$eval('.step', (steps) =>
      steps.map((step) => `${step.classList[1]}: ${step.querySelector('strong')?.textContent}`),
    )
    const stopped = told.filter((line) => line.startsWith('stopped: '))
    expect(stopped).toEqual([
      "stopped: CI runs the shop's tests",
      'stopped: security-baseline on pull_request',
      'stopped: migration-guard on pull_request',
      'stopped: precheck on pull_request',
      'stopped: watch-production on push',
    ])
    expect(told.indexOf('passed: watch-staging on push')).toBeGreaterThan(
      told.lastIndexOf('passed: precheck on pull_request'),
    )
  })

  test('every summary is kept as Markdown and stands on the page, unfolding on a click', async () => {
    const kept = readdirSync(out).filter((name) => name.endsWith('.md'))
    const folded = await page.$$('.step > details > summary')
    expect(kept.length).toBe(folded.length)
    expect(kept.length).toBeGreaterThan(10)
    for (const summary of folded) await summary.click()
    expect(await page.$$eval('.step > details', (all) => all.every((details) => details.open))).toBe(true)
    expect(
      await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0)
  })

  test('the credential that was made for the story is shown nowhere', async () => {
    const { credential } = planStory(seed)
    expect(ended.output).not.toContain(credential.value)
    expect(await page.content()).not.toContain(credential.value)
  })
})

function runDemo(args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  const script = join(import.meta.dirname, 'run.ts')
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      { maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1
        resolve({ code, output: stdout + stderr })
      },
    )
  })
}
