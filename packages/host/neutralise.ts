/**
 * Text that the runner prints and does not obey. It takes a line for a command that starts with `::` after white space, and
 * `##[` anywhere in it (actions/runner, ActionCommand.cs); `set-output` is still among the commands.
 */
export function neutralise(text: string): string {
  return text.replace(/^([\s\p{Cc}\p{Cf}]*)::/gmu, '$1\\::').replaceAll('##[', '##\\[')
}
