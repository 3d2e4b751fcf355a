export { type FreezeCalendar, freezeCalendar, readCalendar } from './freeze-calendar.ts'
export { judgeWindow, type WindowState } from './judge-window.ts'
export type { WindowPolicy } from './policy.ts'
export type { WindowRule } from './rule.ts'
