/** Files in which a project tells people which variables there are. */
export function isDocumentation(path: string): boolean {
  return (
    /(?:^|\/)\.?env(?:\.[\w-]+)*\.(?:example|sample|template|dist|defaults|schema)$|(?:^|\/)(?:example|sample)\.env$/i.test(
      path,
    ) ||
    /(?:^|\/)(?=[\w-]*(?:readme|env|config|deploy|install|setup|self-hosting))[\w-]+\.(?:md|mdx|rst|adoc)$/i.test(
      path,
    ) ||
    /^(?:.*\/)?docs?\/.*\.(?:md|mdx|rst|adoc)$/i.test(path) ||
    /(?:^|\/)[\w.-]*(?:env|config|values)[\w-]*\.schema\.json$/i.test(path) ||
    /(?:^|\/)(?:values\.ya?ml|app\.json|turbo\.json|wrangler\.toml|render\.yaml)$/.test(path)
  )
}

const variable = /(?<![A-Za-z0-9_])[A-Z][A-Z0-9_]{2,80}(?![A-Za-z0-9_])/g

/** The variable names that a documentation file mentions; commented lines of an example file document too. */
export function findDocumentedVariables(path: string, text: string): Set<string> {
  return isDocumentation(path) ? new Set(text.slice(0, 2_000_000).match(variable) ?? []) : new Set()
}
