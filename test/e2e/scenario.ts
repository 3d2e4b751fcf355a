import type { StageOptions } from '../demo/stage.ts'
import type { Scene } from './scene.ts'

/** One way in which an example can be used, with what must come of it. */
export interface Scenario {
  /** File in workflows-examples. */
  readonly example: string
  readonly name: string
  readonly stage?: StageOptions
  /** Throws when something else comes of it. */
  readonly play: (scene: Scene) => Promise<void>
}
