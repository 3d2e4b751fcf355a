/**
 * Text that the runner prints and does not obey. It takes a line for a command that starts with `::` after white space, and
 * `##[` anywhere in it (actions/runner, ActionCommand.cs); `set-output` is still among the commands.
 */
export function neutralise(text: string): string {
  // White space without line ends: with them every empty line would be tried up to the end of all that follow.
  return text.replace(/^([[\s\p{Cc}\p{Cf}]--[\r\n\u2028\u2029]]*)::/gmv, '$1\\::').replaceAll('##[', '##\\[')
}
