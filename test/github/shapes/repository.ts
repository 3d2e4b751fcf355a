import type { World } from '../world/world.ts'
import { api, html, nodeId } from './address.ts'
import { personShape } from './person.ts'

const made = '2024-01-01T00:00:00Z'

/** GitHub's `minimal-repository`: what stands beside a workflow run. */
export function minimalRepositoryShape(world: World) {
  const { repository } = world
  const at = (path: string) => api(world, path)
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    owner: personShape(world, repository.owner),
    private: repository.isPrivate,
    html_url: html(world),
    description: null,
    fork: false,
    url: at(''),
    archive_url: at('/{archive_format}{/ref}'),
    assignees_url: at('/assignees{/user}'),
    blobs_url: at('/git/blobs{/sha}'),
    branches_url: at('/branches{/branch}'),
    collaborators_url: at('/collaborators{/collaborator}'),
    comments_url: at('/comments{/number}'),
    commits_url: at('/commits{/sha}'),
    compare_url: at('/compare/{base}...{head}'),
    contents_url: at('/contents/{+path}'),
    contributors_url: at('/contributors'),
    deployments_url: at('/deployments'),
    downloads_url: at('/downloads'),
    events_url: at('/events'),
    forks_url: at('/forks'),
    git_commits_url: at('/git/commits{/sha}'),
    git_refs_url: at('/git/refs{/sha}'),
    git_tags_url: at('/git/tags{/sha}'),
    hooks_url: at('/hooks'),
    issue_comment_url: at('/issues/comments{/number}'),
    issue_events_url: at('/issues/events{/number}'),
    issues_url: at('/issues{/number}'),
    keys_url: at('/keys{/key_id}'),
    labels_url: at('/labels{/name}'),
    languages_url: at('/languages'),
    merges_url: at('/merges'),
    milestones_url: at('/milestones{/number}'),
    notifications_url: at('/notifications{?since,all,participating}'),
    pulls_url: at('/pulls{/number}'),
    releases_url: at('/releases{/id}'),
    stargazers_url: at('/stargazers'),
    statuses_url: at('/statuses/{sha}'),
    subscribers_url: at('/subscribers'),
    subscription_url: at('/subscription'),
    tags_url: at('/tags'),
    teams_url: at('/teams'),
    trees_url: at('/git/trees{/sha}'),
  }
}

/** GitHub's `repository`: what stands in the head and base of a pull request. */
export function repositoryShape(world: World) {
  const { repository } = world
  const address = html(world)
  return {
    ...minimalRepositoryShape(world),
    git_url: `${address.replace(/^https?/, 'git')}.git`,
    ssh_url: `git@${new URL(address).hostname}:${repository.owner}/${repository.name}.git`,
    clone_url: `${address}.git`,
    svn_url: address,
    mirror_url: null,
    homepage: null,
    language: null,
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    size: 100,
    default_branch: repository.defaultBranch,
    open_issues_count: world.issues.filter(({ state }) => state === 'open').length,
    has_issues: true,
    has_projects: true,
    has_wiki: true,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: repository.isPrivate ? 'private' : 'public',
    pushed_at: made,
    created_at: made,
    updated_at: made,
    license: null,
    forks: 0,
    open_issues: world.issues.filter(({ state }) => state === 'open').length,
    watchers: 0,
  }
}

/** GitHub's `full-repository`. */
export function fullRepositoryShape(world: World) {
  return { ...repositoryShape(world), network_count: 0, subscribers_count: 0 }
}
