import type { Question } from '@operator/report'
import type { PrecheckRules } from '../rules.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'
import { isDeploying, type SubjectFacts } from '../subject.ts'
import { type Answer, answerTo, type Voices } from './answers.ts'
import { approvalEnvironment, judgeEnvironmentApproval } from './environment-approval.ts'
import type { Doors } from './how-to-answer.ts'
import { involvedIn, involvedInFirstDeployment, isAboutFirstDeployment } from './involvement.ts'
import { type Asking, type Content, questionsOf } from './questions.ts'

/** A question with what people said to it. */
export interface Answered {
  readonly question: Question
  readonly answer: Answer
}

/** The people who can be asked about one subject. */
export interface Panel {
  readonly subject: SubjectFacts
  readonly voices: Voices
  readonly doors: Doors
  ask(asking: Asking): readonly Answered[]
}

export function convene(
  snapshot: Pick<PrecheckSnapshot, 'subject' | 'reviews' | 'changes' | 'evidence' | 'escalation'>,
  rules: PrecheckRules,
  now: Date,
): Panel {
  const { subject, changes, evidence, escalation } = snapshot
  const hear = (paths: readonly string[], code?: string): Voices => {
    const involvement =
      code !== undefined && isAboutFirstDeployment(code, subject)
        ? involvedInFirstDeployment(snapshot.reviews, subject)
        : involvedIn(snapshot.reviews, subject, escalation.touched, paths)
    const environment = judgeEnvironmentApproval(escalation, evidence, subject, rules, involvement, now)
    return { facts: escalation, involvement, environment }
  }
  const files = changes.known ? changes.value.files : []
  const content: Content = {
    service: evidence.service,
    environment: subject.environment,
    tree: subject.tree,
    blobs: new Map(files.flatMap(({ path, blob }) => (blob === undefined ? [] : [[path, blob] as const]))),
  }
  return {
    subject,
    voices: hear([]),
    doors: {
      places: escalation.places,
      environment: isDeploying(subject) ? approvalEnvironment(rules, subject.environment) : undefined,
    },
    ask: (asking) =>
      questionsOf(asking, content).map((asked) => {
        const answer = answerTo(asked, hear(asked.paths, asking.code))
        return { answer, question: withAnswer(asked.question, answer) }
      }),
  }
}

function withAnswer(question: Question, answer: Answer): Question {
  if (answer.kind === 'yes') return { ...question, answeredBy: answer.by }
  return answer.why.length === 0 ? question : { ...question, refusals: answer.why }
}
