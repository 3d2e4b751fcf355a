import type { DaySelector, WindowRule } from './rule.ts'
import { dateOf, type LocalMinute, weekdayOf } from './zone.ts'

const minutesPerDay = 1_440

/** True when the rule holds at that minute of the wall clock. */
export function matches(rule: WindowRule, local: LocalMinute): boolean {
  switch (rule.kind) {
    case 'stretch': {
      const now = `${dateOf(local.day)}T${formatTime(local.minute)}`
      return rule.from <= now && now < rule.to
    }
    case 'hours': {
      const today = rule.from <= local.minute && local.minute < rule.to
      if (today && selects(rule.on, local.day)) return true
      return local.minute < rule.to - minutesPerDay && selects(rule.on, local.day - 1)
    }
  }
}

/** The minutes of the day at which the rule may begin or end; midnight is not listed. */
export function boundariesOf(rule: WindowRule): readonly number[] {
  switch (rule.kind) {
    case 'stretch':
      return [rule.from, rule.to].map((text) => Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)))
    case 'hours':
      return [rule.from, rule.to % minutesPerDay]
  }
}

function selects(on: DaySelector, day: number): boolean {
  switch (on.kind) {
    case 'weekly':
      return on.days.some((weekday) => weekday === weekdayOf(day))
    case 'dates': {
      const date = dateOf(day)
      return on.first <= date && date <= on.last
    }
    case 'yearly': {
      const date = dateOf(day).slice(5)
      return on.first <= on.last ? on.first <= date && date <= on.last : on.first <= date || date <= on.last
    }
  }
}

function formatTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
