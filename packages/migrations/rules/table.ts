/** Where a row of the table of migration hazards is answered. */
export type Answer =
  | { readonly rule: string }
  /** The rehearsal runs into it; explained by its SQLSTATE. */
  | { readonly sqlstate: string }
  /** Found by comparing catalogs, or by looking with SET ROLE. */
  | { readonly finding: string }
  /** Not answered, and why. */
  | { readonly left: string }

export interface Row {
  readonly section: 'A1' | 'A2' | 'A3' | 'A4' | 'A5' | 'A6' | 'A7' | 'A9'
  readonly name: string
  readonly answers: readonly Answer[]
}
