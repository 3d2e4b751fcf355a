export default {
  testMatch: ['<rootDir>/(packages|actions|test)/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/out/'],
  modulePathIgnorePatterns: ['/dist/', '/out/'],
  extensionsToTreatAsEsm: ['.ts'],
  coverageProvider: 'v8',
  maxWorkers: 2,
  testTimeout: 60_000,
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } }],
  },
}
