import { type GitHub, readKeptNames } from '@operator/github'
import { type Fact, factOf, noToken } from '../fact.ts'
import { isDeploying, type SubjectFacts } from '../subject.ts'
import type { KeptFacts, VariablesFacts } from './facts.ts'

/** Asks GitHub which names it keeps for the environment; undefined where nothing new is read, or nothing is deployed. */
export async function collectKept(
  github: GitHub | undefined,
  subject: SubjectFacts,
  { introduced }: VariablesFacts,
): Promise<Fact<KeptFacts> | undefined> {
  const { environment } = subject
  if (!isDeploying(subject) || environment === undefined || introduced.length === 0) return undefined
  return github === undefined ? noToken : factOf(await readKeptNames(github, environment))
}
