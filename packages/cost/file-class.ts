import { fileNameOf, folderOf, type Surroundings } from './formats/format.ts'

/** What a changed file is, as far as its path and a look at its text tell. */
export type FileClass =
  /** Documents of YAML or JSON, which are read. */
  | { readonly kind: 'documents' }
  /** A template or a format that is not read: only lines that may cost are compared. */
  | { readonly kind: 'lines'; readonly format: string }
  /** Whatever changes in it may cost anything. */
  | { readonly kind: 'opaque'; readonly format: string }

const opaqueFiles: readonly (readonly [RegExp, string])[] = [
  [/\.(?:tf|tofu)(?:\.json)?$|\.tfvars(?:\.json)?$/, 'Terraform'],
  [/(?<!\.terraform\.lock|\.tflint|\.pkr|docker-bake|\.tftest)\.hcl$/, 'Terraform'],
  [/\.nomad$/, 'Nomad'],
  [/\.bicep(?:param)?$/, 'Bicep'],
  [/^(?:cdk|cdktf|cdk\.context)\.json$/, 'CDK program'],
]

const lineFiles: readonly (readonly [RegExp, string])[] = [
  [/^fly(?:\.[\w-]+)?\.toml$/, 'Fly'],
  [/^railway\.toml$/, 'Railway'],
  [/^samconfig\.toml$/, 'SAM'],
  // Compose takes its variables from there.
  [/^\.env$/, '.env'],
]

const source = /\.(?:[cm]?[jt]s|py|go|java|cs|fs|kt)$/
const test = /(?:^|\/)(?:tests?|__tests__)\/|[._-](?:test|spec)\.\w+$|_test\.\w+$|(?:^|\/)test_\w+\.py$/
const library =
  /\baws-cdk-lib\b|@aws-cdk\/|\baws_cdk\b|software\.amazon\.awscdk|\bAmazon\.CDK\b|aws\/aws-cdk-go|@pulumi\/|^[ \t]*(?:import|from)\s+pulumi|github\.com\/pulumi\/|com\.pulumi\.|^[ \t]*using\s+Pulumi|\bcdktf\b/m

/** Undefined for what is no infrastructure, as far as this tells. `texts` are both sides of the file. */
export function classOf(
  path: string,
  texts: readonly string[],
  surroundings: Surroundings,
): FileClass | undefined {
  const name = fileNameOf(path)
  for (const [pattern, format] of opaqueFiles) if (pattern.test(name)) return { kind: 'opaque', format }
  for (const [pattern, format] of lineFiles) if (pattern.test(name)) return { kind: 'lines', format }
  if (source.test(name)) {
    const isProgram =
      !test.test(path) && (texts.some((text) => library.test(text)) || isBesideProject(path, surroundings))
    return isProgram ? { kind: 'opaque', format: 'CDK or Pulumi program' } : undefined
  }
  if (isInTemplates(path, surroundings)) {
    return /\.(?:ya?ml|tpl)$/.test(name) ? { kind: 'lines', format: 'Helm template' } : undefined
  }
  if (!/\.(?:ya?ml|json|template)$|^Kustomization$/i.test(name)) return undefined
  if (texts.some((text) => /"\$schema":\s*"[^"]*deployment(?:Template|Parameters)\.json/i.test(text))) {
    return { kind: 'opaque', format: 'ARM' }
  }
  return { kind: 'documents' }
}

const projects = ['Pulumi.yaml', 'Pulumi.yml', 'cdk.json', 'cdktf.json']

/** Below a project of its own; at the top of a repository only the folders in which such programs are kept. */
function isBesideProject(path: string, { exists }: Surroundings): boolean {
  for (let folder = folderOf(path); ; folder = folderOf(folder.slice(0, -1))) {
    if (projects.some((name) => exists(folder + name))) {
      return folder !== '' || /^(?:bin|lib|stacks|stack|infra|infrastructure)\/|^[^/]+$/.test(path)
    }
    if (folder === '') return false
  }
}

function isInTemplates(path: string, { exists }: Surroundings): boolean {
  const match = /^(.*?\/)?templates\//.exec(path)
  return match !== null && exists(`${match[1] ?? ''}Chart.yaml`)
}
