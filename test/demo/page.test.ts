import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'puppeteer-core'
import { openBrowser } from './browser.ts'
import { renderPage } from './page.ts'
import type { Step } from './step.ts'

const hostile = '<img src=x onerror="document.title=1"><script>document.title = 2</script>'

const steps: readonly Step[] = [
  {
    kind: 'stopped',
    title: `first ${hostile}`,
    outcome: `no ${hostile}`,
    document: {
      name: 'first',
      markdown: `## ❌ Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n${hostile}\n`,
      exitCode: 1,
    },
    startedAt: new Date(0),
    milliseconds: 1_234,
  },
  {
    kind: 'passed',
    title: 'second',
    outcome: 'yes',
    document: {
      name: 'second',
      markdown: `<details><summary>inner</summary>\n\n${'long '.repeat(400)}\n\n</details>\n`,
      exitCode: 0,
    },
    startedAt: new Date(1_000),
    milliseconds: 10,
  },
  {
    kind: 'happened',
    title: 'third',
    outcome: 'done',
    document: undefined,
    startedAt: new Date(2_000),
    milliseconds: 0,
  },
]

describe('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'operator-page-'))
  let browser: Browser | undefined
  let page: Page
  const asked: string[] = []

  beforeAll(async () => {
    const path = join(folder, 'index.html')
    writeFileSync(
      path,
      renderPage({ title: 'A story', introduction: hostile, seed: 1, milliseconds: 5_000, steps }),
    )
    browser = await openBrowser()
    page = await browser.newPage()
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(pathToFileURL(path).href)
  })

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('loads nothing but itself and runs nothing', async () => {
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([])
    expect(await page.title()).toBe('A story')
  })

  test('shows the steps in order, each with its outcome and a folded document', async () => {
    const told = await page.$$eval('.step', (elements) => elements.map((element) => element.className))
    expect(told).toEqual(['step stopped', 'step passed', 'step happened'])
    const text = await page.$eval('#step-1', (element) => element.textContent)
    expect(text).toContain('no <img')
    expect(text).toContain('1.2 s')
    expect(text).toContain('exit code 1')
    expect(await page.$eval('#step-1 table', (table) => table.querySelectorAll('td').length)).toBe(2)
    expect(await page.$eval('#step-1 > details', (details) => details.open)).toBe(false)
  })

  test.each([400, 1_280])('fits a window of %d pixels with everything unfolded', async (width) => {
    await page.setViewport({ width, height: 800 })
    await page.$$eval('details', (all) => {
      for (const details of all) details.open = true
    })
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
