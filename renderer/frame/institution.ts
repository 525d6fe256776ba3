import { create } from 'zustand'
import type { Actor, ActorId } from '#domain/actor.ts'
import type { Camera, CameraId, Institution } from '#domain/policy.ts'
import { office } from '../office.ts'
import type { Following } from './following.ts'

interface InstitutionState {
  institution: Institution | undefined
  /** By number. */
  cameras: readonly Camera[]
  actors: readonly Actor[]
  publicKeyFingerprint: string
}

const unknown: InstitutionState = {
  institution: undefined,
  cameras: [],
  actors: [],
  publicKeyFingerprint: '',
}

export const useInstitution = create<InstitutionState>()(() => unknown)

let asked = 0

/** Asks again; after every change of the settings. Of several answers under way only the last one counts. */
export async function refreshInstitution(): Promise<void> {
  asked += 1
  const mine = asked
  const shown = await office.institution.show()
  if (mine !== asked) return
  useInstitution.setState({ ...shown, cameras: shown.cameras.toSorted((a, b) => a.number - b.number) })
}

/** Known from the sign-in to the lock. */
export function followInstitution(): Following {
  return {
    loaded: refreshInstitution(),
    stop() {
      asked += 1
      useInstitution.setState(unknown)
    },
  }
}

export function cameraOf(cameras: readonly Camera[], id: CameraId): Camera | undefined {
  return cameras.find((camera) => camera.id === id)
}

/** Cameras by area, areas in the order of their first camera. */
export function groupsOf(cameras: readonly Camera[]): { group: string; members: Camera[] }[] {
  const groups: { group: string; members: Camera[] }[] = []
  for (const camera of cameras) {
    const known = groups.find(({ group }) => group === camera.group)
    if (known === undefined) groups.push({ group: camera.group, members: [camera] })
    else known.members.push(camera)
  }
  return groups
}

/** Numbers of cameras, ascending: how a request names them in a line. */
export function numbersOf(cameras: readonly Camera[], ids: readonly CameraId[]): number[] {
  return cameras.filter(({ id }) => ids.includes(id)).map(({ number }) => number)
}

export function actorName(actors: readonly Actor[], id: ActorId): string {
  return actors.find((actor) => actor.id === id)?.name ?? id
}
