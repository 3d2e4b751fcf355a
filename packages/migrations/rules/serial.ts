/** serial is no type but a sequence with a volatile default. */
export function isSerial(type: string): boolean {
  return /^(small|big)?serial[248]?$/.test(type)
}
