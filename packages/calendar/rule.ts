/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** `YYYY-MM-DD` of a zone's own calendar. */
type LocalDate = string

/** On which local days a rule holds. Date ranges include both ends; `yearly` ones (`MM-DD`) may run over New Year. */
export type DaySelector =
  | { readonly kind: 'weekly'; readonly days: readonly Weekday[] }
  | { readonly kind: 'dates'; readonly first: LocalDate; readonly last: LocalDate }
  | { readonly kind: 'yearly'; readonly first: string; readonly last: string }

/** Hours on chosen days, or one stretch from a local date and time to another. Ends are exclusive. */
export type WindowRule =
  | {
      readonly kind: 'hours'
      /** As written in the policy. */
      readonly text: string
      readonly on: DaySelector
      /** Minutes after local midnight, 0 to 1439. */
      readonly from: number
      /** Minutes after the same midnight; more than 1440 runs into the next day. */
      readonly to: number
    }
  | {
      readonly kind: 'stretch'
      readonly text: string
      /** `YYYY-MM-DDTHH:MM`, local. */
      readonly from: string
      readonly to: string
    }
