import { describe, expect, test } from '@jest/globals'
import { parseDatabaseUrl } from './database-url.ts'

describe('parseDatabaseUrl', () => {
  test.each([
    ['postgres://u:p%40ss@localhost:5433/app_test', { host: 'localhost', port: 5_433, password: 'p@ss' }],
    ['postgresql://u@127.0.0.1/test?sslmode=disable', { host: '127.0.0.1', port: 5_432, password: '' }],
    ['postgres://u:p@[::1]:1/delivery', { host: '::1', port: 1, database: 'delivery' }],
    ['postgres://u:p@postgres/olive_oil', { host: 'postgres', database: 'olive_oil' }],
  ])('takes %s', (url, expected) => {
    expect(parseDatabaseUrl(url)).toMatchObject({ user: 'u', ...expected })
  })

  test.each([
    ['', 'no postgres://'],
    ['localhost/test', 'no postgres://'],
    ['mysql://u:p@localhost/test', 'no postgres://'],
    ['postgres:///test?host=/tmp', 'no postgres://'],
    ['postgres://u:p@db.example.com/test', 'neither this machine'],
    ['postgres://u:p@10.0.0.5/test', 'neither this machine'],
    ['postgres://u:p@127.0.0.1.example.com/test', 'neither this machine'],
    ['postgres://u:p@[fd00::1]/test', 'neither this machine'],
    ['postgres://u:p@localhost/app_production', 'sounds like a database in use'],
    ['postgres://u:p@localhost/live', 'sounds like a database in use'],
    ['postgres://u:p@db-primary/test', 'sounds like a database in use'],
    ['postgres://u:p@localhost/PROD2', 'sounds like a database in use'],
    ['postgres://u:100%@localhost/test', 'is not encoded'],
    ['postgres://u:p@localhost/', 'no user or no database'],
    ['postgres://localhost/test', 'no user or no database'],
    ['postgres://u:p@localhost/test?host=db.example.com', 'asks for host'],
    ['postgres://u:p@localhost/test?sslmode=verify-full', 'asks for sslmode'],
  ])('refuses %s', (url, why) => {
    expect(() => parseDatabaseUrl(url)).toThrow(why)
  })

  test('never repeats the password', () => {
    for (const host of ['db.example.com', 'prod', 'local host'])
      expect(() => parseDatabaseUrl(`postgres://u:hunter2@${host}/x?a=b`)).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
      )
  })
})
