export { type Account, account, isPerson, sameAccount } from './account.ts'
export { approvalLine, type Command, command, maxFingerprints, readCommand } from './command.ts'
export { type Contributions, type Contributor, traceContributors, type Untraced } from './contributors.ts'
export { countIndependent, type Independence } from './count-independent.ts'
export {
  type ActorFacts,
  actorFacts,
  type Candidate,
  type CommitFacts,
  candidate,
  commitFacts,
  type Involvement,
  involvement,
  type PermissionAnswer,
  type PullRequestFacts,
  permissionAnswer,
  pullRequestFacts,
  type Signature,
  signature,
} from './facts.ts'
export { type Eligibility, judgeApprovers } from './judge-approver.ts'
export { type CoAuthor, readCoAuthors } from './trailers.ts'
