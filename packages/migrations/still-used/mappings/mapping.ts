/** A name that a file declares for the database: a class that stands for a table, a field for a column, a value of an enum. */
export interface MappedName {
  readonly kind: 'table' | 'column' | 'enum-value'
  /** Table or type that the class says it is kept in; undefined where only its own name is known. */
  readonly owner: string | undefined
  readonly className: string
  /** Of a column or value: the one that the file states, else what the field's name may become. */
  readonly names: readonly string[]
  readonly offset: number
}

export interface Mapping {
  readonly name: string
  readonly files: RegExp
  /** One of these words stands in every file that the mapping is for. */
  readonly words: readonly string[]
  /** Tables begin with the class's application: `blog_post` for `Post`. */
  readonly prefixed?: true
  /** A class may be a part of a row, under a name of its own. */
  readonly partial?: true
  readonly read: (text: string) => readonly MappedName[]
}
