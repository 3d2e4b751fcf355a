import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'
import { readSections } from './sections.ts'

const section = (markdown: string, heading: string) =>
  readSections(markdown).find((one) => one.heading === heading)

describe('readSections', () => {
  test('a section ends at the next heading of the same or a higher rank', () => {
    const text = '# A\none\n## B\ntwo\n### C\nthree\n## D\nfour'
    expect(section(text, 'A')?.text).toBe('one\nB\ntwo\nC\nthree\nD\nfour')
    expect(section(text, 'B')?.text).toBe('two\nC\nthree')
    expect(section(text, 'D')).toMatchObject({ text: 'four', line: 7 })
  })

  test('comments, code and open tasks are not text', () => {
    const found = section(
      '## Plan\n<!-- say how -->\n- [ ] not done\n- [x] done `now`\n\n```sh\nmake undo\n```\n[book](docs/x.md)',
      'Plan',
    )
    expect(found?.text).toBe('done now\nbook')
    expect(found).toMatchObject({
      codeBlocks: [{ language: 'sh', text: 'make undo' }],
      codeSpans: ['now'],
      links: ['docs/x.md'],
      items: ['done now'],
    })
  })

  test('words keep their spaces', () => {
    expect(section('see **the** `x` now', '')?.text).toBe('see the x now')
  })

  test('a heading inside a code block or a comment is none', () => {
    expect(readSections('```\n# no\n```\n<!--\n# no\n-->').map(({ heading }) => heading)).toEqual([''])
  })

  test.each([
    ['every open bracket', '['],
    ['delimiters', '*_'],
    ['nested lists', '- '],
    ['nested quotes', '> '],
    ['list items', '- a\n'],
    ['headings', '# a\n'],
    ['fences', '```\n'],
    ['comments', '<!--\n'],
    ['links', '[a]('],
    ['entities', '&#x110000;'],
    ['nul', '\u0000'],
  ])('a body full of %s is read', (_, piece) => {
    expect(readSections(piece.repeat(60_000)).length).toBeGreaterThan(0)
  })
})

describe('against a CommonMark parser', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '# One',
      '## Two',
      '### Three',
      '## Rollback plan',
      '- item',
      '  - nested',
      '1. first',
    ),
    fc.constantFrom(
      'words and `code`',
      '[text](docs/a.md)',
      '**bold** text',
      '<!-- gone -->',
      '> quoted',
      '---',
    ),
  )
  const body = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n\n'))

  test('the same headings, code and links', () => {
    fc.assert(
      fc.property(body, (text) => {
        const whole = readSections(`# all\n\n${text}`)
        const oracle = readByCommonMark(`# all\n\n${text}`)
        expect(whole.slice(1).map(({ depth, heading }) => [depth, heading])).toEqual(oracle.headings)
        expect(whole.flatMap(({ items }) => items).length > 0).toBe(oracle.items > 0)
      }),
    )
  })

  test.each([
    'Title\n=====\n\ntext\n\nSub\n---\nmore',
    '```md\n# not a heading\n```\n\n## Real ##\n\n~~~\n- no item\n~~~',
    '## A\n\n<details>\n<summary>S</summary>\n\n- [x] done\n- [ ] open\n\n</details>\n\n## B\n\ntext',
    '    # indented code\n\n# Heading `with code` and [link](x)',
  ])('%j', (text) => {
    expect(
      readSections(text)
        .slice(1)
        .map(({ depth, heading }) => [depth, heading]),
    ).toEqual(readByCommonMark(text).headings)
  })
})

function readByCommonMark(markdown: string) {
  const root = fromMarkdown(markdown, {
    extensions: [gfmTaskListItem()],
    mdastExtensions: [gfmTaskListItemFromMarkdown()],
  })
  const headings: [number, string][] = []
  let items = 0
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') headings.push([node.depth, plain(node)])
    if (node.type === 'listItem') items += 1
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(root)
  return { headings, items }
}

function plain(node: Nodes): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(plain).join('') : ''
}
