/** Says on standard error what is being done, one line each time something else begins. */
export function createProgress(): (at: string) => void {
  let last = ''
  return (at) => {
    if (at === last) return
    last = at
    process.stderr.write(`${at}\n`)
  }
}
