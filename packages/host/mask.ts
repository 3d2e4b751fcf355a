import { setSecret } from '@actions/core'

/** A shorter mask would blot out ordinary words of the whole job's log. Characters. */
const minLength = 8
/** Every mask costs the runner time on every later line of the log. */
const maxMasks = 1_000

const masked = new Set<string>()

/**
 * Has the runner blot a credential out of the job's log, whatever prints it later.
 * Nothing happens outside a runner, where the command itself would be what prints it.
 */
export function maskSecret(secret: string): void {
  if (process.env['GITHUB_ACTIONS'] !== 'true') return
  if (secret.length < minLength || masked.size >= maxMasks || masked.has(secret)) return
  masked.add(secret)
  setSecret(secret)
}
