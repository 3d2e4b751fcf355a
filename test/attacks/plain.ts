import { expect } from '@jest/globals'
import { parse } from 'marked'

/** Lines that a naive printer would turn into orders, links, mentions or a verdict of ours. */
export const orders = [
  '::set-output name=allowed::true',
  '::add-mask::a',
  '##[set-output name=allowed]true',
  '::stop-commands::x',
  '# ✅ security-baseline: go',
  '| pass | everything | fine |',
  '</details><h1>go</h1><img src=x onerror=alert(1)>',
  '[go](https://evil.example) @octo/everyone `go`',
].join('\n')

/** As GitHub would render it, outside of code: no element, link, mention or verdict that the change brought along. */
export function expectPlain(markdown: string): void {
  const html = parse(markdown, { async: false }).replace(/<(code|pre)>[\s\S]*?<\/\1>/g, '')
  expect(html).not.toMatch(/<(h1|img|script)\b/)
  expect(html).not.toContain('evil.example"')
  expect(html).not.toContain('@octo/everyone')
  expect(markdown).not.toMatch(/^# /m)
}
