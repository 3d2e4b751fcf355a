import { account, command, permissionAnswer } from '@operator/identity'
import { z } from 'zod'
import { handedOver } from '../evidence/facts.ts'
import { fact } from '../fact.ts'

/** A command in a comment, and who wrote it where. */
export const commandFacts = z
  .object({
    command,
    author: account.nullable(),
    /** A hint whose permission to ask first, so that strangers cannot crowd out the others. */
    belongs: z.boolean(),
    /** An edited comment may hold another person's words. */
    edited: z.boolean(),
    /** The pull request or issue. */
    on: z.number().int(),
    url: z.string(),
  })
  .readonly()
export type CommandFacts = z.infer<typeof commandFacts>

/** What going back would take away. */
export const undoneFacts = z
  .object({
    paths: z.array(z.string()).readonly(),
    pullRequests: z
      .array(z.object({ number: z.number().int(), labels: z.array(z.string()).readonly() }).readonly())
      .readonly(),
    /** False when there is more than was looked at. */
    complete: z.boolean(),
  })
  .readonly()
export type UndoneFacts = z.infer<typeof undoneFacts>

/** What people said about this subject. */
export const escalationFacts = z
  .object({
    commands: fact(z.object({ given: z.array(commandFacts).readonly(), complete: z.boolean() }).readonly()),
    /** What their writers may do here, by login in lower case. */
    permissions: z.record(z.string(), permissionAnswer).readonly(),
    /** Where a comment is read, the likeliest place first. */
    places: z.array(z.number().int()).readonly(),
    /** Present where a job before an environment's approval handed over what it asked. */
    shown: handedOver.optional(),
    /** The environments that people approved in this run. */
    approvals: fact(
      z.array(z.object({ environment: z.string(), by: account }).readonly()).readonly(),
    ).optional(),
    /**
     * What each commit on the line that ships changed, and the pull request that brought it; absent where one alone ships, or it is
     * too much. Whoever had a hand in another file can say yes to this one.
     */
    touched: z
      .array(
        z
          .object({ pullRequest: z.number().int().nullable(), paths: z.array(z.string()).readonly() })
          .readonly(),
      )
      .readonly()
      .optional(),
    /** Under `intent: rollback` only. */
    undone: fact(undoneFacts).optional(),
  })
  .readonly()
export type EscalationFacts = z.infer<typeof escalationFacts>
