import type { IncidentFacts } from './facts.ts'

type Key = Pick<IncidentFacts, 'service' | 'environment' | 'deployment' | 'sha'>

/**
 * The hidden first line of an incident's issue: one per service, environment and deployment (or commit, where no deployment is
 * recorded). Characters that could end the comment are escaped as JSON allows.
 */
export function incidentMarker({ service, environment, deployment, sha }: Key): string {
  const key = JSON.stringify({ service, environment, deployment: deployment ?? sha })
  return `<!-- operator:incident v1 ${key.replace(/[-<>]/g, escapeCharacter)} -->`
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
