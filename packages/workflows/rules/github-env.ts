import type { Rule } from '../rule.ts'
import { positionIn } from '../value.ts'
import { ownerOf } from './template-injection.ts'

/** Whoever writes GITHUB_ENV or GITHUB_PATH decides what later steps run (LD_PRELOAD, NODE_OPTIONS, …). */
export const githubEnv: Rule = {
  id: 'github-env',
  remedy: 'Pass the value through GITHUB_OUTPUT and name it in the env: of the one step that needs it.',
  *audit(file) {
    if (file.kind === 'dependabot') return
    const risky =
      file.kind === 'action' || file.triggers.has('pull_request_target') || file.triggers.has('workflow_run')
    if (!risky) return
    for (const step of file.steps) {
      if (step.run === undefined) continue
      let offset = 0
      for (const line of step.run.text.split('\n')) {
        const target = writesTo(line)
        if (target !== undefined && !isLiteral(line)) {
          yield {
            at: positionIn(step.run, offset),
            level: 'error',
            message: `A value that is not fixed is written to ${target}.`,
            subject: `${ownerOf(step)} ${line.trim().slice(0, 2_000)}`,
          }
        }
        offset += line.length + 1
      }
    }
  },
}

const writing = /(>|\btee\b|Out-File|Add-Content|Set-Content|AppendAllText|appendFile|writeFile|open\()/

function writesTo(line: string): string | undefined {
  if (/^\s*(#|::|rem\b)/i.test(line)) return undefined
  const target = /\bGITHUB_(ENV|PATH)\b/.exec(line)?.[0]
  return target !== undefined && writing.test(line) ? target : undefined
}

/** `echo "NAME=text" >> …` with nothing that is expanded. */
function isLiteral(line: string): boolean {
  const written = /^\s*(?:echo|printf|Write-Output)\s([^>|]{0,2000})(?:>|\|)/i.exec(line)?.[1]
  if (written === undefined) return false
  const single = /^\s*(-[neE]+\s+)?'[^']*'\s*$/.test(written)
  return single ? !written.includes('${{') : !/[$`%]/.test(written)
}
