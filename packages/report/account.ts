import { z } from 'zod'

/** A cell of an account's table: words, or code. */
const cell = z.union([z.object({ text: z.string() }).readonly(), z.object({ code: z.string() }).readonly()])
export type AccountCell = z.infer<typeof cell>

/** SQL, a command or a piece of a file to copy. */
const listing = z.object({ caption: z.string(), language: z.string(), text: z.string() }).readonly()

const section = z
  .object({
    /** What it is about, such as a file. */
    title: z.string(),
    /** In a few words, behind the title. */
    gist: z.string(),
    columns: z.array(z.string()).readonly(),
    rows: z.array(z.array(cell).readonly()).readonly(),
    listings: z.array(listing).readonly(),
    /** Something in it is worth acting on. */
    urgent: z.boolean(),
  })
  .readonly()
export type AccountSection = z.infer<typeof section>

/** What will happen, told step by step: what findings alone do not say. Plain text throughout; the renderings escape it. */
export const account = z
  .object({
    heading: z.string(),
    introduction: z.string(),
    sections: z.array(section).readonly(),
  })
  .readonly()
export type Account = z.infer<typeof account>
