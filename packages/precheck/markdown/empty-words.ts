/** A section that says that there is nothing to say. */
export function saysNothing(text: string): boolean {
  return /^[\s\p{P}\p{S}]*(?:(?:n\/?a|none|no|nothing|not applicable|not needed|tbd|to ?do|later|fixme|xxx|same as (?:before|above)|see above)[\s\p{P}\p{S}]*)?$/iu.test(
    text,
  )
}
