import { describe, expect, test } from '@jest/globals'
import { isPrivate, privateScopes } from './private-packages.ts'

describe('privateScopes', () => {
  test.each([
    [
      '.npmrc',
      '# x\n@acme:registry=https://npm.acme.example/\n//npm.acme.example/:_authToken=${T}\n',
      ['@acme'],
    ],
    ['.npmrc', 'registry=https://mirror.acme.example/\n', []],
    [
      '.yarnrc.yml',
      'npmScopes:\n  acme:\n    npmRegistryServer: "https://npm.acme.example"\n  "other":\n    npmAlwaysAuth: true\nnodeLinker: pnp\n',
      ['@acme', '@other'],
    ],
    [
      'bunfig.toml',
      '[install.scopes]\nacme = "https://npm.acme.example"\n"@b" = { url = "x" }\n[run]\nx = 1\n',
      ['@acme', '@b'],
    ],
    ['.yarnrc.yml', 'nodeLinker: pnp\n', []],
  ])('%s', (path, text, scopes) => {
    expect(privateScopes(path, text)).toEqual(scopes)
  })
})

test('isPrivate', () => {
  const scopes = new Set(['@acme'])
  expect(isPrivate('@acme/lib', [], scopes)).toBe(true)
  expect(isPrivate('@acmelib/lib', [], scopes)).toBe(false)
  expect(isPrivate('@other/lib', ['@other/*'], scopes)).toBe(true)
  expect(isPrivate('acme-lib', ['acme-*'], scopes)).toBe(true)
  expect(isPrivate('lib', ['acme-*'], scopes)).toBe(false)
})
