/** A calendar that the policy names; `text` is undefined when the repository has no such file or it cannot be read. */
export interface CalendarFile {
  readonly path: string
  readonly text: string | undefined
}

/** May a deployment start now? Instants are ISO 8601, UTC, on whole minutes. */
export type WindowState =
  | {
      readonly kind: 'open'
      /** Last minute at which a start still leaves time to watch; undefined when nothing closes within the horizon. */
      readonly lastStart: string | undefined
    }
  | {
      readonly kind: 'closed'
      readonly code: 'outside-hours' | 'denied' | 'freeze' | 'closes-too-soon'
      /** One sentence in local time. */
      readonly message: string
      /** When a start is next possible; undefined when it is not within the horizon. */
      readonly nextOpenAt: string | undefined
    }
  | {
      readonly kind: 'unknown'
      readonly code: 'calendar-missing' | 'calendar-unreadable'
      readonly message: string
    }
