import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { modelDir } from '../../native/detector/models.ts'

/** The networks that look for people: the first for every search, the others for thorough ones and for leaks. */
const NETWORKS = ['nanodet', 'centernet', 'faceboxes']

/** The files of the networks as they lie here, with their SHA-256, hex: which engine it was that looked. */
export function engineModels(): { file: string; sha256: string }[] {
  const dir = modelDir()
  return NETWORKS.flatMap((network) => [`${network}.json`, `${network}.bin`])
    .filter((file) => existsSync(join(dir, file)))
    .map((file) => ({
      file,
      sha256: createHash('sha256')
        .update(readFileSync(join(dir, file)))
        .digest('hex'),
    }))
}
