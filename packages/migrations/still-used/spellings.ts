/** One name as languages and mappings write it. */
export interface Spellings {
  readonly snake: string
  readonly camel: string
  readonly pascal: string
}

export function spell(name: string): Spellings {
  const snake = toSnake(name)
  const pascal = snake
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
  return { snake, pascal, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1) }
}

/** `AuditLog`, `auditLog` and `HTTPLog` as `audit_log` and `http_log`. */
export function toSnake(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
}

export function singular(name: string): string {
  if (/ies$/i.test(name)) return `${name.slice(0, -3)}y`
  if (/(?:ss|x|ch|sh|us)es$/i.test(name)) return name.slice(0, -2)
  return /[^s]s$/i.test(name) ? name.slice(0, -1) : name
}

export function plural(name: string): string {
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`
  return /(?:s|x|ch|sh)$/i.test(name) ? `${name}es` : `${name}s`
}

/** Tables that a class, struct or model of this name is kept in where nothing says otherwise. */
export function tablesOfClass(className: string): string[] {
  const bare = className.replace(/(?<=[a-z\d])(?:Model|Entity|Record|Row|Schema)$/, '')
  return [...new Set([className, bare])].flatMap((name) => {
    const snake = toSnake(name)
    return [name, name.toLowerCase(), snake, plural(snake), plural(name), singular(snake)]
  })
}

/** Words of every second program: alone they say nothing of a table. */
const everyday: ReadonlySet<string> = new Set(
  `action active address admin age amount author body category code color comment content count country currency data
  date deleted description details duration email enabled end error event expires file format group hash height host icon id image
  index info ip item items key kind label language last length level link list locale location message metadata method mode model
  name notes number options order owner parent password path payload permission permissions phone position price priority
  project public query rank rating reason role roles score secret session settings size slug sort source start state status
  subject summary tag tags target text time timestamp title token total type types uid url user users username uuid value
  values verified version visible weight width accounts comments events files groups keys messages orders posts products
  projects sessions tasks teams tokens jobs logs notifications images links items tags created updated`
    .split(/\s/)
    .filter((word) => word !== ''),
)

/** A name that code may say without meaning the database. */
export function isEveryday(name: string): boolean {
  return name.length <= 3 || everyday.has(name.toLowerCase())
}
