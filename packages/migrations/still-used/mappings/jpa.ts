import type { Mapping } from './mapping.ts'
import { readBlocks } from './read-blocks.ts'

/** JPA and Spring Data in Java and Kotlin; Exposed's tables look different. */
export const jpa: Mapping = {
  name: 'JPA',
  files: /\.(?:java|kt)$/,
  words: ['@Entity', '@Table', '@Column'],
  read: (text) =>
    readBlocks(text, {
      opens: /^\s{0,16}(?:(?:public|open|data|abstract|final|internal)\s{1,4}){0,4}class\s{1,4}(\w{1,128})/,
      table:
        /@(?:jakarta\.persistence\.|javax\.persistence\.)?Table\((?:[^)\n]{0,200}?\bname\s{0,4}=\s{0,4}|value\s{0,4}=\s{0,4})?"([^"]{1,128})"/,
      field:
        /^\s{1,32}(?:@\w{1,64}(?:\([^)\n]{0,200}\))?\s{1,4}){0,4}(?:(?:private|protected|public|final|override|lateinit|va[lr]|static)\s{1,4}){1,4}(?:[\w.<>?,]{1,128}\s{1,4})?(\w{1,128})\s{0,4}[;=:,)]/,
      column:
        /@(?:Join)?Column\((?:[^)\n]{0,200}?\bname\s{0,4}=\s{0,4}|value\s{0,4}=\s{0,4})?"([^"]{1,128})"/,
    }),
}
