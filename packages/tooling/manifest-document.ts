import { parseDocument } from 'yaml'
import { z } from 'zod'

/** Defaults that only the runner can evaluate. */
const runnerDefaults: Readonly<Record<string, string>> = {
  'github-token': '${{ github.token }}',
  // Empty on servers that do not tell a job its check run.
  'check-run-id': '${{ job.check_run_id }}',
}

/** What every JavaScript action answers. */
const commonOutputs: Readonly<Record<string, string>> = {
  verdict: '`go`, `ask-human`, `incomplete` or `no-go`.',
  allowed: "`'true'` only for go; empty after a crash. Test `allowed == 'true'`, nothing else.",
  report: 'Path of the JSON report.',
  sarif: 'Path of the SARIF 2.1.0 log.',
  evidence:
    'What the report says, as an in-toto statement on one line; hand it to `precheck` through `needs`.',
  summary: 'The verdict and what to do next, on one line.',
}

const property = z.object({
  description: z.string(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
})

const inputsDocument = z.object({ properties: z.record(z.string(), property) })

/** An `action.yml` with its inputs and outputs generated from the input schema; the rest stays as written. */
export function renderManifest(
  text: string,
  shape: z.ZodRawShape,
  ownOutputs: Readonly<Record<string, string>> = {},
): string {
  const document = parseDocument(text)
  document.set('inputs', document.createNode(describeInputs(shape)))
  document.set(
    'outputs',
    document.createNode(
      Object.fromEntries(
        Object.entries({ ...commonOutputs, ...ownOutputs }).map(([name, description]) => [
          name,
          { description },
        ]),
      ),
    ),
  )
  return document.toString({ lineWidth: 0 })
}

function describeInputs(shape: z.ZodRawShape): Record<string, object> {
  const { properties } = inputsDocument.parse(
    z.toJSONSchema(z.object(shape), { io: 'input', unrepresentable: 'any' }),
  )
  return Object.fromEntries(
    Object.entries(properties).map(([name, { description, default: value }]) => {
      const shown = runnerDefaults[name] ?? (value === undefined ? undefined : String(value))
      return [name, { description, ...(shown !== undefined && { default: shown }) }]
    }),
  )
}
