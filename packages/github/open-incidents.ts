import { z } from 'zod'

interface Actor {
  readonly login: string
  readonly type: string
}

/** An open issue that carries the incident label. */
export interface OpenIncident {
  readonly number: number
  readonly title: string
  readonly url: string
  /** Undefined when GitHub no longer has the account. */
  readonly author: Actor | undefined
  readonly labels: readonly string[]
  /** Who set which label; the newest 30 settings. */
  readonly labelled: readonly { readonly label: string; readonly by: Actor | undefined }[]
}

export interface OpenIncidents {
  readonly incidents: readonly OpenIncident[]
  /** False when there are more than were read. */
  readonly complete: boolean
}

/** 24 issues with labels and who set them: about 49 requests by GitHub's count. */
export const openIncidentsFragment = `fragment OpenIncidents on IssueConnection {
  pageInfo { hasNextPage }
  nodes {
    number title url author { __typename login }
    labels(first: 20) { nodes { name } }
    timelineItems(last: 30, itemTypes: [LABELED_EVENT]) {
      nodes { ... on LabeledEvent { actor { __typename login } label { name } } }
    }
  }
}`

const actor = z
  .object({ __typename: z.string(), login: z.string() })
  .transform(({ __typename: type, login }) => ({ login, type }))
  .nullable()
  .transform((found) => found ?? undefined)

/** The answer to {@link openIncidentsFragment}. */
export const openIncidentsAnswer = z
  .object({
    pageInfo: z.object({ hasNextPage: z.boolean() }),
    nodes: z.array(
      z.object({
        number: z.number().int(),
        title: z.string(),
        url: z.string(),
        author: actor,
        labels: z.object({ nodes: z.array(z.object({ name: z.string() })) }).nullable(),
        timelineItems: z.object({
          nodes: z.array(z.object({ actor, label: z.object({ name: z.string() }) })),
        }),
      }),
    ),
  })
  .transform(
    ({ pageInfo, nodes }): OpenIncidents => ({
      complete: !pageInfo.hasNextPage,
      incidents: nodes.map(({ labels, timelineItems, ...issue }) => ({
        ...issue,
        labels: labels?.nodes.map(({ name }) => name) ?? [],
        labelled: timelineItems.nodes.map((event) => ({ label: event.label.name, by: event.actor })),
      })),
    }),
  )
