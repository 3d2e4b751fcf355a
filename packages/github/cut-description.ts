/** GitHub refuses a longer description of a commit status or deployment status. */
const limit = 140

/** Cut between characters, never inside one. */
export function cutDescription(text: string): string {
  const characters = [...text]
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`
}
