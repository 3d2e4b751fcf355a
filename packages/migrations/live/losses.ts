import type { HistorySnapshot } from '../snapshot.ts'

/** Tables that the pending migrations take rows from: by a rule, by what the rehearsal lost, or by what it wrote to unseen. */
export function findShrinking(history: HistorySnapshot): string[] {
  const log = history.rehearsal.kind === 'rehearsed' ? history.rehearsal.log : undefined
  const data = history.matches.filter(({ check }) => check === 'data')
  const named = data.flatMap(({ table }) => table ?? [])
  const lost = log?.lostByUp.filter(({ what }) => what === 'rows-gone' || what === 'table-gone') ?? []
  const hidden = data
    .filter(({ claim }) => claim === 'writes' || claim === 'may-write')
    .flatMap(({ path, statement }) =>
      (log?.measurements ?? [])
        .filter((measured) => measured.path === path && measured.statement === statement)
        .flatMap(({ locks }) =>
          locks.filter(({ mode }) => mode === 'RowExclusiveLock').map(({ relation }) => relation),
        ),
    )
  return [...new Set([...named, ...lost.map(({ table }) => table), ...hidden])].sort()
}
