import manifest from '../../package.json' with { type: 'json' }

/** Operator's own version. */
export const version = manifest.version
