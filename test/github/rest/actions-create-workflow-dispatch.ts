import { z } from 'zod'
import { found, type Operation } from '../server/operation.ts'
import { invalid, noContent, notFound, ok } from '../server/reply.ts'
import { api, html } from '../shapes/address.ts'
import { dispatchInputs } from '../world/workflow-file.ts'
import { addWorkflowRun, findWorkflow } from '../world/workflow-runs.ts'

const body = z.object({
  ref: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  return_run_details: z.boolean().default(false),
})

export const actionsCreateWorkflowDispatch: Operation = {
  id: 'actions/create-workflow-dispatch',
  permissions: [{ actions: 'write' }],
  isPublic: false,
  answer({ world, token, text, body: given }) {
    const request = body.parse(given)
    const path = found(findWorkflow(world, text('workflow_id') ?? ''))
    const branch = request.ref.replace(/^refs\/(heads|tags)\//, '')
    const sha = world.git.resolve(`refs/heads/${branch}`) ?? world.git.resolve(`refs/tags/${branch}`)
    if (sha === undefined) throw invalid(`No ref found for: ${request.ref}`)
    const declared = dispatchInputs(world, sha, path)
    if (declared === 'no-file') throw notFound()
    if (declared === 'no-trigger') throw invalid("Workflow does not have 'workflow_dispatch' trigger")
    const unexpected = Object.keys(request.inputs).filter(
      (name) => !declared.some((input) => input.name === name),
    )
    if (unexpected.length > 0) throw invalid(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`)
    for (const { name, required, fallback } of declared) {
      if (required && fallback === undefined && !(name in request.inputs)) {
        throw invalid(`Required input '${name}' not provided`)
      }
    }
    const defaults = declared.flatMap(({ name, fallback }) =>
      fallback === undefined ? [] : [[name, fallback]],
    )
    const run = addWorkflowRun(world, {
      workflow: path,
      event: 'workflow_dispatch',
      sha,
      branch,
      status: 'queued',
      actor: token.actor,
    })
    const inputs = { ...Object.fromEntries(defaults), ...request.inputs }
    const dispatch = { workflow: path, ref: branch, inputs, actor: token.actor, run }
    world.dispatches.push(dispatch)
    world.dispatched(dispatch)
    if (!request.return_run_details) return noContent
    return ok({
      workflow_run_id: run.id,
      run_url: api(world, `/actions/runs/${run.id}`),
      html_url: html(world, `/actions/runs/${run.id}`),
    })
  },
}
