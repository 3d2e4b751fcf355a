import { found, type Operation } from '../server/operation.ts'
import { Refusal } from '../server/reply.ts'
import { storageUrl } from '../server/storage.ts'

export const actionsDownloadArtifact: Operation = {
  id: 'actions/download-artifact',
  permissions: [{ actions: 'read' }],
  isPublic: false,
  answer({ world, number }) {
    const artifact = found(world.artifacts.find(({ id }) => id === number('artifact_id')))
    if (artifact.expired) throw new Refusal(410, 'Artifact has expired')
    return { status: 302, headers: { location: storageUrl(world, artifact.id) } }
  },
}
