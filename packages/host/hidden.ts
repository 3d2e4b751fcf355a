import { type Report, report as reportSchema } from '@operator/report'
import { maskSecret } from './mask.ts'

/** A shorter one would blot out ordinary words. Characters. */
const minLength = 8

const hidden = new Set<string>()

/** Keeps a credential that is part of a file's name, which any finding may name, out of all that is published and kept. */
export function hideSecret(secret: string): void {
  if (secret.length >= minLength) hidden.add(secret)
  maskSecret(secret)
}

/** JSON without what is hidden. */
export function withoutHidden(json: string): string {
  const inJson = (text: string) => JSON.stringify(text).slice(1, -1)
  return [...hidden].reduce(
    (text, secret) => text.replaceAll(inJson(secret), `${inJson(secret.slice(0, 4))}…`),
    json,
  )
}

/** A report without what is hidden. */
export function reportWithoutHidden(report: Report): Report {
  return hidden.size === 0 ? report : reportSchema.parse(JSON.parse(withoutHidden(JSON.stringify(report))))
}
