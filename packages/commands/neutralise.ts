/**
 * Text that the runner prints and does not obey. It takes for a command any line that begins with `::` after white space,
 * and `##[` anywhere in a line (actions/runner, ActionCommand.cs); lines end at `\n`, `\r` and `\r\n` there.
 */
export function neutralise(text: string): string {
  return text
    .replace(/(^|[\r\n\u0085\u2028\u2029])([\s\p{Cc}\p{Cf}]*)::/gu, '$1$2:\u200b:')
    .replaceAll('##[', '#\u200b#[')
}
