export interface ConnectionArguments {
  readonly first?: number | null
  readonly last?: number | null
  readonly after?: string | null
  readonly before?: string | null
}

/** A page of a connection. Cursors are positions, opaque to clients. */
export function connection<T>(items: readonly T[], { first, last, after, before }: ConnectionArguments) {
  const from = after == null ? 0 : positionOf(after) + 1
  const to = before == null ? items.length : positionOf(before)
  const start = last == null ? from : Math.max(from, to - last)
  const end = first == null ? to : Math.min(to, from + first)
  const nodes = items.slice(start, end)
  return {
    totalCount: items.length,
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursorOf(start + index) })),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: nodes.length === 0 ? null : cursorOf(start),
      endCursor: nodes.length === 0 ? null : cursorOf(start + nodes.length - 1),
    },
  }
}

function cursorOf(position: number): string {
  return Buffer.from(`cursor:${position}`).toString('base64')
}

function positionOf(cursor: string): number {
  return Number(Buffer.from(cursor, 'base64').toString().replace('cursor:', ''))
}
