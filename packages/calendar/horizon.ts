/** How far ahead the next opening is looked for: longer than any freeze over the year's end. Minutes. */
export const horizonMinutes = 92 * 1_440
