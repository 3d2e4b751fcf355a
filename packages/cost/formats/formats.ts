import { cloudFormation } from './cloudformation.ts'
import { compose } from './compose.ts'
import type { DocumentFormat } from './format.ts'
import { helmChart } from './helm-chart.ts'
import { helmValues } from './helm-values.ts'
import { jsonPatch } from './json-patch.ts'
import { kubernetes } from './kubernetes.ts'
import { kustomize } from './kustomize.ts'
import { parameters } from './parameters.ts'
import { platformFiles } from './platforms.ts'
import { pulumiYaml } from './pulumi-yaml.ts'
import { serverless, serverlessFunctions } from './serverless.ts'
import { workflow } from './workflow.ts'

/** Every format that is read, the most certain first. */
export const documentFormats: readonly DocumentFormat[] = [
  workflow,
  kustomize,
  helmChart,
  kubernetes,
  cloudFormation,
  serverless,
  pulumiYaml,
  parameters,
  jsonPatch,
  compose,
  ...platformFiles,
  serverlessFunctions,
  helmValues,
]
