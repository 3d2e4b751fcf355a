/**
 * Every difference, as the objects have it: no configuration, attribute or `.gitmodules` of the repository may hide one, rename one
 * or run a program for it.
 */
export const rawDiff = [
  '-r',
  '--raw',
  '-z',
  '--no-renames',
  '--no-abbrev',
  '--no-relative',
  '--no-textconv',
  '--no-ext-diff',
  '--ignore-submodules=none',
] as const
