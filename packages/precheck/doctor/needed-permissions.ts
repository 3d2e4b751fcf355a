/** What precheck reads, and with which permission; all of it is `read`. */
export const neededPermissions = [
  { name: 'contents', purpose: 'the repository; classic branch protection' },
  { name: 'pull-requests', purpose: 'reviews and texts of what ships (write: the comment)' },
  { name: 'checks', purpose: 'CI of this commit' },
  { name: 'statuses', purpose: 'CI of this commit' },
  { name: 'actions', purpose: 'which workflow file each run came from' },
  { name: 'deployments', purpose: 'what is live, and what ran on the environment before' },
  { name: 'issues', purpose: 'open incidents' },
] as const

export type NeededPermission = (typeof neededPermissions)[number]['name']
