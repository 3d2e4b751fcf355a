/** A folder beside the lockfile is the project's own code; a packed file in it is somebody's. */
export function isOwnFolder(specifier: string): boolean {
  return /^(?:file|link|portal|workspace):/.test(specifier) && !/\.(?:tgz|tar\.gz|tar)$/.test(specifier)
}
