import { fileNameOf } from './formats/format.ts'

/** A cheap look: whether it is worth reading the text as documents. */
const worthReading =
  /(?:^|[\s{,[-])["']?(?:apiVersion|AWSTemplateFormatVersion|Resources|services|service|runtime|functions|jobs|formation|addons|containerDefinitions|databases|deploy|crons|op|handler|ParameterKey|Parameters|type)["']?\s*:/m
const named =
  /^(?:docker-)?compose|^serverless\.|^kustomization\.ya?ml$|^Kustomization$|values|^Pulumi\.|^Chart\.yaml$|^(?:render|app|vercel|railway)\b/i

export function isWorthReading(path: string, text: string, besideChart: boolean): boolean {
  return besideChart || named.test(fileNameOf(path)) || worthReading.test(text)
}

/** Whether a text that cannot be read states infrastructure all the same. */
export function looksLikeInfrastructure(path: string, text: string): boolean {
  if (
    /^(?:docker-)?compose[\w.-]*\.ya?ml$|^serverless\.ya?ml$|^kustomization\.ya?ml$|^values[\w.-]*\.ya?ml$|^render\.ya?ml$/.test(
      fileNameOf(path),
    )
  ) {
    return true
  }
  if (/AWSTemplateFormatVersion|["']?Type["']?\s*:\s*["']?AWS::\w+::\w+|"containerDefinitions"/.test(text))
    return true
  return /^[ \t]*["']?apiVersion["']?\s*:/m.test(text) && /^[ \t]*["']?kind["']?\s*:/m.test(text)
}
