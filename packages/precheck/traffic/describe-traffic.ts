import { formatDuration } from '@operator/report'
import type { Fact } from '../fact.ts'
import type { TrafficFacts } from './facts.ts'

const hour = 3_600_000

/** The quietest third of a week's hours are its low-traffic hours. */
const quiet = 1 / 3

/** Hours that have to be known before anything is called quiet. */
const enough = 48

/** Whether now is a low-traffic hour, in one sentence. It decides nothing; undefined where no metric is named. */
export function describeTraffic(traffic: Fact<TrafficFacts> | undefined, now: Date): string | undefined {
  if (traffic === undefined) return undefined
  if (!traffic.known) return `Whether this is a low-traffic hour is not known: ${traffic.message}`
  const { metric, every, samples } = traffic.value
  const newest = samples.at(-1)
  if (newest === undefined || now.getTime() - newest[0] > hour) {
    return `Whether this is a low-traffic hour is not known: ${metric} has no count of the last hour.`
  }
  const [, count] = newest
  const earlier = samples.slice(0, -1).map(([, value]) => value)
  const seen = `${Math.round(count)} requests in ${formatDuration(every)}`
  if (earlier.length < enough) {
    return `${seen}; whether this is a low-traffic hour cannot be told from ${earlier.length} hours.`
  }
  const quieter = earlier.filter((value) => value < count).length / earlier.length
  const rank = `busier than ${Math.round(quieter * 100)} % of the last week's hours`
  return quieter <= quiet
    ? `This is a low-traffic hour: ${seen}, ${rank}.`
    : `This is no low-traffic hour: ${seen}, ${rank}.`
}
