import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { root } from '@operator/tooling'
import typescript from 'typescript'
import { bounds } from './pattern-bounds.ts'
import { slowness } from './slow-patterns.ts'

interface Pattern {
  readonly file: string
  readonly line: number
  readonly source: string
  readonly flags: string
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(({ name, parentPath }) => {
      const within = relative(root, parentPath).split(sep)
      const made = ['node_modules', 'dist', 'out'].some((made) => within.includes(made))
      return /(?<!\.test|\.d)\.ts$/.test(name) && !made
    })
    .map(({ name, parentPath }) => relative(root, join(parentPath, name)).split(sep).join('/'))
}

/** Every pattern that a file states: literals, and `new RegExp` of a text without insertions. */
function patternsOf(file: string, text: string): Pattern[] {
  const tree = typescript.createSourceFile(file, text, typescript.ScriptTarget.Latest, true)
  const found: Pattern[] = []
  const visit = (node: typescript.Node): void => {
    const stated = readPattern(node)
    if (stated !== undefined) {
      found.push({ file, line: tree.getLineAndCharacterOfPosition(node.getStart()).line + 1, ...stated })
    }
    typescript.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function readPattern(node: typescript.Node): Pick<Pattern, 'source' | 'flags'> | undefined {
  if (typescript.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf('/')
    return { source: node.text.slice(1, end), flags: node.text.slice(end + 1) }
  }
  if (!typescript.isNewExpression(node) && !typescript.isCallExpression(node)) return undefined
  if (node.expression.getText() !== 'RegExp') return undefined
  const [source, flags] = (node.arguments ?? []).map(staticText)
  return source === undefined ? undefined : { source, flags: flags ?? '' }
}

function staticText(node: typescript.Expression): string | undefined {
  if (typescript.isStringLiteralLike(node)) return node.text
  if (!typescript.isTaggedTemplateExpression(node) || node.tag.getText() !== 'String.raw') return undefined
  return typescript.isNoSubstitutionTemplateLiteral(node.template) ? node.template.rawText : undefined
}

describe('patterns', () => {
  test.each([
    ['exponential', '^(a+)+$', ''],
    ['two loops over one text', String.raw`^\s*(.+?)\s*$`, ''],
    ['a loop that starts anywhere', String.raw`\/+$`, ''],
    ['a beginning that its own loop takes', String.raw`key-[^\n]*\.config`, ''],
    ['a word between two loops that take it', String.raw`(?:^|\/)[^/]*(?:migrat|knex)[^/]*\.sql$`, 'i'],
    ['a line break that a loop takes', String.raw`^\s*key:`, 'm'],
  ])('%s is slow', (_, source, flags) => {
    expect(slowness(source, flags)).not.toEqual([])
  })

  test.each([
    ['an anchored loop', String.raw`^\d+$`, ''],
    ['a line that is read once', String.raw`^[ \t]*key[ \t]*=`, 'm'],
    ['counted loops', 'key-.{0,100};', ''],
    ['loops over different characters', String.raw`^[a-z]+\d+$`, ''],
    ['a loop that nothing can fail after', 'key-.*', ''],
  ])('%s is not', (_, source, flags) => {
    expect(slowness(source, flags)).toEqual([])
  })

  test('all take linear time, or a text that is bounded', () => {
    const patterns = ['packages', 'actions']
      .flatMap(sourceFiles)
      .flatMap((file) => patternsOf(file, readFileSync(join(root, file), 'utf8')))
    expect(patterns.length).toBeGreaterThan(700)
    const unused = new Set(bounds)
    const slow = patterns.flatMap(({ file, line, source, flags }) => {
      const why = slowness(source, flags)
      if (why.length === 0) return []
      const bound = bounds.find((one) => one.file === file && one.pattern === source)
      if (bound === undefined) return [`${file}:${line} /${source}/${flags}: ${why.join('; ')}`]
      unused.delete(bound)
      return []
    })
    expect({ slow, unused: [...unused] }).toEqual({ slow: [], unused: [] })
  })
})
