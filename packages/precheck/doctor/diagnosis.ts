import { checkId, checkLevel } from '@operator/report'
import { z } from 'zod'

/** What a token may read, as far as it was tried; what it may write cannot be tried without writing. */
export const permissionState = z.enum(['readable', 'refused', 'not-tried'])
export type PermissionState = z.infer<typeof permissionState>

export const permission = z
  .object({
    /** As under `permissions:` in a workflow. */
    name: z.string(),
    /** What precheck reads with it. */
    purpose: z.string(),
    state: permissionState,
    /** Why it is not readable, one sentence. */
    message: z.string().optional(),
  })
  .readonly()
export type Permission = z.infer<typeof permission>

/** A way in which something other than the real check can look like it. */
export const weakness = z
  .object({
    code: z.string(),
    /** Who could do what, one sentence. */
    message: z.string(),
    /** What to do about it, one sentence. */
    remedy: z.string(),
  })
  .readonly()
export type Weakness = z.infer<typeof weakness>

export const requiredContext = z
  .object({
    name: z.string(),
    demandedBy: z.string(),
    /** The app or workflow that it must come from, in words; absent: anybody. */
    pinnedTo: z.string().optional(),
    /** Workflow files of the branch that report it. */
    reportedBy: z.array(z.string()).readonly(),
    weaknesses: z.array(weakness).readonly(),
  })
  .readonly()
export type RequiredContext = z.infer<typeof requiredContext>

export const unanswerable = z
  .object({
    check: checkId,
    title: z.string(),
    level: checkLevel,
    /** Where it was tried: a pull request, a deployment to an environment. */
    about: z.array(z.string()).readonly(),
    code: z.string(),
    message: z.string(),
    next: z.string().optional(),
  })
  .readonly()
export type Unanswerable = z.infer<typeof unanswerable>

/** How ready a repository is for precheck, and what to paste. */
export const diagnosis = z
  .object({
    schemaVersion: z.literal(1),
    kind: z.literal('doctor'),
    repository: z.string(),
    branch: z.string(),
    generatedAt: z.iso.datetime(),
    policy: z.object({ origin: z.string(), exists: z.boolean() }).readonly(),
    permissions: z.array(permission).readonly(),
    /** Rule systems that could not be read, so that required checks may be missing here. */
    unreadRules: z.array(z.string()).readonly(),
    required: z.array(requiredContext).readonly(),
    /** Weaknesses of the repository as a whole. */
    weaknesses: z.array(weakness).readonly(),
    /** What was judged on trial, in words. */
    tried: z.array(z.string()).readonly(),
    /** What could not be tried, one sentence each. */
    untried: z.array(z.string()).readonly(),
    unanswerable: z.array(unanswerable).readonly(),
    paste: z.object({ permissions: z.string(), policy: z.string(), ruleset: z.string() }).readonly(),
  })
  .readonly()
export type Diagnosis = z.infer<typeof diagnosis>
