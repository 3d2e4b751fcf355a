export type { WindowPolicy } from './policy.ts'
export type { WindowRule } from './rule.ts'
export type { CalendarFile, WindowState } from './window-state.ts'
