/** What is not seen but changes what is: controls, line breaks, bidirectional overrides, zero-width and ignorable characters. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\ufe0e\ufe0f])\p{Default_Ignorable_Code_Point}/gu

/** Untrusted text on one line, with every unseen character as an escape, so that a name cannot pose as another. */
export function makeVisible(text: string): string {
  return text.replace(unseen, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16)
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
  })
}
