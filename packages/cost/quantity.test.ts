import { describe, expect, test } from '@jest/globals'
import { compareSizes } from './class-size.ts'
import { readQuantity, type Unit } from './quantity.ts'
import { runsPerDay } from './schedule.ts'

describe('readQuantity', () => {
  test.each<[string, Unit, number]>([
    ['500m', 'quantity', 0.5],
    ['1Gi', 'quantity', 2 ** 30],
    ['1G', 'quantity', 1e9],
    ['10GB', 'quantity', 1e10],
    ['1e3', 'quantity', 1000],
    ['-1', 'quantity', -1],
    ['512m', 'bytes', 512 * 2 ** 20],
    ['1gb', 'bytes', 2 ** 30],
    ['100', 'bytes', 100],
    ['5m', 'time', 300],
    ['30s', 'time', 30],
    ['15d', 'time', 1_296_000],
  ])('%s as %s', (text, unit, value) => {
    expect(readQuantity(text, unit)).toEqual({ value, of: 'number' })
  })

  test.each(['', 'many', '1.2.3', '${X}', '0x', '1 2', '1zz', 'constructor'])('%p is none', (text) => {
    expect(readQuantity(text, 'quantity')).toBeUndefined()
  })

  test('a percentage is not a number', () => {
    expect(readQuantity('50%', 'quantity')).toEqual({ value: 50, of: 'percent' })
  })
})

describe('compareSizes', () => {
  test.each<[string, string, number | undefined]>([
    ['t3.micro', 't3.large', 1],
    ['m5.24xlarge', 'm5.xlarge', -1],
    ['m5.xlarge', 'm5.2xlarge', 1],
    ['m5.24xlarge', 'm5.metal', 1],
    ['db.r6g.large', 'db.r6g.4xlarge', 1],
    ['e2-standard-4', 'e2-standard-16', 1],
    ['Standard_D4s_v3', 'Standard_D2s_v3', -1],
    ['m5.large', 'm6i.large', undefined],
    ['e2-standard-4', 'n2-standard-4', undefined],
    ['Standard_D4s_v3', 'Standard_D4s_v5', undefined],
    ['small', 'large', undefined],
  ])('%s and %s', (before, after, expected) => {
    expect(compareSizes(before, after)).toBe(expected)
    expect(compareSizes(after, before)).toBe(expected === undefined ? undefined : -expected)
  })
})

describe('runsPerDay', () => {
  test.each<[string, number | undefined]>([
    ['rate(5 minutes)', 288],
    ['@hourly', 24],
    ['* * * * *', 1440],
    ['*/5 * * * *', 288],
    ['0 3 * * *', 1],
    ['0,30 9-17 * * *', 18],
    ['cron(0 12 * * ? *)', 1],
    ['often', undefined],
    ['*/0 * * * *', undefined],
  ])('%s', (schedule, expected) => {
    expect(runsPerDay(schedule)).toBe(expected)
  })

  test('on weekdays it is five sevenths of a run', () => {
    expect(runsPerDay('0 3 * * 1-5')).toBeCloseTo(5 / 7)
    expect(runsPerDay('0 3 * * mon-fri')).toBeCloseTo(5 / 7)
  })
})
