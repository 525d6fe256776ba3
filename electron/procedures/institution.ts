import type { Actor, ActorId } from '../domain/actor.ts'
import { type Camera, type CameraId, checkRetention, type Institution } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import { fingerprint } from '../export/verify.ts'
import {
  actors,
  camera,
  cameras,
  changeInstitution,
  institution,
  addActor as putActor,
  putCamera,
} from '../vault/station.ts'
import type { Office } from './office.ts'
import { type NewActor, refuseWeak, sameLogin } from './station.ts'

/** Settings: what the institution publishes, its cameras, its people. Each change is an act with the old and the new. */

export function show(office: Office): {
  institution: Institution
  cameras: Camera[]
  actors: Actor[]
  publicKeyFingerprint: string
} {
  office.actor()
  return office.vault.read((db) => ({
    institution: institution(db),
    cameras: cameras(db),
    actors: actors(db),
    publicKeyFingerprint: fingerprint(office.vault.signer.publicKey),
  }))
}

export function change(office: Office, next: Institution): void {
  office.actor('settings.change')
  const before = office.vault.read(institution)
  // A sector whose law wants footage kept longer is no choice as long as a camera is kept shorter.
  for (const each of office.vault.read(cameras)) checkRetention(each, next.sector)
  office.vault.record(
    office.act({
      kind: 'settings.changed',
      subject: 'institution',
      details: { before: { ...before }, after: { ...next } },
    }),
    (db) => changeInstitution(db, next),
  )
  office.tell()
}

export function changeCamera(office: Office, next: Camera): void {
  office.actor('settings.change')
  const before = office.vault.read((db) => camera(db, next.id))
  checkRetention(next, office.vault.read(institution).sector)
  if (before === undefined) throw new Refusal('camera-unknown', {})
  office.vault.record(
    office.act({
      kind: 'settings.changed',
      subject: `camera:${next.id}`,
      cameraIds: [next.id],
      details: { before: { ...before }, after: { ...next } },
    }),
    (db) => putCamera(db, next),
  )
}

export function addCamera(office: Office, camera: Omit<Camera, 'id'>): Camera {
  office.actor('settings.change')
  checkRetention(camera, office.vault.read(institution).sector)
  const added: Camera = { ...camera, id: office.newId('camera') as CameraId }
  office.vault.record(
    office.act({ kind: 'settings.changed', subject: `camera:${added.id}`, details: { after: { ...added } } }),
    (db) => putCamera(db, added),
  )
  return added
}

/** Gives a person an account of their own. Refuses with `login-taken`, `weak-password`. */
export async function addActor(office: Office, { password, ...person }: NewActor): Promise<Actor> {
  const by = office.actor('settings.change')
  refuseWeak({ password })
  const taken = office.vault.read(actors).some((known) => sameLogin(known.loginName, person.loginName))
  if (taken) throw new Refusal('login-taken', { loginName: person.loginName })
  const added: Actor = { ...person, id: office.newId('actor') as ActorId }
  const { vault, keys } = office
  await office.slots.put(keys.master, [{ id: added.id, loginName: added.loginName, password }])
  vault.record(
    { kind: 'actor.added', actor: by.id, subject: `actor:${added.id}`, details: { ...added } },
    (db) => putActor(db, added),
  )
  return added
}
