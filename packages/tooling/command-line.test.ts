import { describe, expect, test } from '@jest/globals'
import { parseCommandLine } from './command-line.ts'

const parse = (...args: string[]) => parseCommandLine(args, import.meta.dirname, ['gate', 'precheck'])

describe('parseCommandLine', () => {
  test('everything given', () => {
    expect(
      parse('gate', '--repo', '..', '--base', 'main', '--input', 'mode=report', '--input=a=b=c', '--json'),
    ).toMatchObject({
      kind: 'run',
      commandLine: {
        action: 'gate',
        directory: expect.stringMatching(/packages$/),
        base: 'main',
        inputs: { mode: 'report', a: 'b=c' },
        json: true,
      },
    })
  })

  test('the least', () => {
    expect(parse('gate')).toMatchObject({
      kind: 'run',
      commandLine: { directory: import.meta.dirname, json: false },
    })
  })

  test.each([
    [[], 'Which action?'],
    [['prechek'], 'There is no action "prechek". Did you mean precheck?'],
    [['gate', 'precheck'], 'One action at a time'],
    [['gate', '--repo', 'nowhere'], 'there is no folder'],
    [['gate', '--input', 'mode'], '--input takes key=value, not "mode".'],
    [['gate', '--inpt', 'x'], "Unknown option '--inpt'."],
    [['gate', '--json=yes'], '--json'],
    [['gate', '--base'], '--base'],
  ])('%j', (args, why) => {
    expect(parse(...args)).toMatchObject({ kind: 'wrong', why: expect.stringContaining(why) })
  })

  test('help', () => {
    expect(parse('-h').kind).toBe('help')
    expect(parse('gate', '--help').kind).toBe('help')
  })
})
