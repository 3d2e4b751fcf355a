import { freezeCalendar } from '@operator/calendar'
import { z } from 'zod'
import { changelogFacts } from './changelog/facts.ts'
import { changesFacts } from './changes/facts.ts'
import { ciFacts } from './ci/facts.ts'
import { costFacts } from './cost/facts.ts'
import { deployFacts } from './deploy/facts.ts'
import { escalationFacts } from './escalation/facts.ts'
import { evidenceFacts } from './evidence/facts.ts'
import { fact } from './fact.ts'
import { incidentsFacts } from './incident/facts.ts'
import { pipelineFacts } from './pipeline/facts.ts'
import { reviewsFacts } from './review/facts.ts'
import { rollbackFacts } from './rollback/facts.ts'
import { sizeFacts } from './size/facts.ts'
import { stagingDataFacts } from './staging-data/facts.ts'
import { subjectFacts } from './subject.ts'
import { trafficFacts } from './traffic/facts.ts'
import { keptFacts, variablesFacts } from './variables/facts.ts'

/** Everything that precheck judges. It replays to the same verdict anywhere. */
export const precheckSnapshot = z
  .object({
    subject: subjectFacts,
    ci: ciFacts,
    reviews: reviewsFacts,
    deploy: deployFacts,
    incidents: fact(incidentsFacts),
    changes: fact(changesFacts),
    size: fact(sizeFacts),
    stagingData: stagingDataFacts.optional(),
    traffic: fact(trafficFacts).optional(),
    pipeline: fact(pipelineFacts),
    rollback: fact(rollbackFacts),
    changelog: fact(changelogFacts),
    variables: fact(variablesFacts),
    /** Asked where something is deployed that reads new ones. */
    kept: fact(keptFacts).optional(),
    cost: fact(costFacts),
    evidence: evidenceFacts,
    escalation: escalationFacts,
    calendars: z.array(freezeCalendar).readonly(),
  })
  .readonly()
export type PrecheckSnapshot = z.infer<typeof precheckSnapshot>
