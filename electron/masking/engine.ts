import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { modelDir } from '../../native/detector/models.ts'
import { fileDigest } from './film-file.ts'

/** The networks that look for people: the first for every search, the others for thorough ones and for leaks. */
const NETWORKS = ['nanodet', 'centernet', 'faceboxes']

let models: Promise<{ file: string; sha256: string }[]> | undefined

/**
 * The files of the networks as they lie here, with their SHA-256, hex: which engine it is that looks. They are read once:
 * they belong to the program, and do not change while it runs.
 */
export function engineModels(): Promise<{ file: string; sha256: string }[]> {
  const dir = modelDir()
  models ??= Promise.all(
    NETWORKS.flatMap((network) => [`${network}.json`, `${network}.bin`])
      .filter((file) => existsSync(join(dir, file)))
      .map(async (file) => ({ file, sha256: await fileDigest(join(dir, file)) })),
  )
  // What could not be read is tried again the next time.
  models.catch(() => (models = undefined))
  return models
}
