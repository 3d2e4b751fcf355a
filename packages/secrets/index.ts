export { collectSecrets, type SecretsHooks } from './collect.ts'
export { evaluateSecrets } from './evaluate.ts'
export { type SecretMatch, scanContent, scanText } from './scan.ts'
export { type SecretsSnapshot, secretsSnapshot } from './snapshot.ts'
