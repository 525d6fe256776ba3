import { create } from 'zustand'
import type { Actor, ActorId } from '#domain/actor.ts'
import type { Camera, CameraId, Institution } from '#domain/policy.ts'
import { office } from '../office.ts'

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

/** Asks again; after every change of the settings. */
export async function refreshInstitution(): Promise<void> {
  const shown = await office.institution.show()
  useInstitution.setState({ ...shown, cameras: shown.cameras.toSorted((a, b) => a.number - b.number) })
}

export function forgetInstitution(): void {
  useInstitution.setState(unknown)
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
