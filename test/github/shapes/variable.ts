import type { Kept } from '../world/variables.ts'

/** GitHub's `actions-variable`. */
export function variableShape({ name, value, createdAt }: Kept) {
  return { name, value, created_at: createdAt, updated_at: createdAt }
}

/** GitHub's `actions-secret`: its name, and nothing of its value. */
export function secretShape({ name, createdAt }: Kept) {
  return { name, created_at: createdAt, updated_at: createdAt }
}
