/** Fills in `{{ name }}`. A name without a value stays as it is written, so that nothing silently becomes empty. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{\s*([a-z-]+)\s*\}\}/g, (whole, name: string) => values[name] ?? whole)
}
