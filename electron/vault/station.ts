import type { Actor, ActorId } from '../domain/actor.ts'
import type { Camera, CameraId, Institution } from '../domain/policy.ts'
import type { ReadableDb, WritableDb } from './vault.ts'

/** The institution, its cameras and its people. */

export function addInstitution(db: WritableDb, ledgerId: string, institution: Institution): void {
  db.prepare('INSERT INTO institution VALUES (1, ?, ?)').run(ledgerId, JSON.stringify(institution))
}

export function changeInstitution(db: WritableDb, institution: Institution): void {
  db.prepare('UPDATE institution SET body = ?').run(JSON.stringify(institution))
}

export function institution(db: ReadableDb): Institution {
  return JSON.parse(db.prepare('SELECT body FROM institution').pluck().get() as string) as Institution
}

/** Adds the camera or replaces the one with its id; two cameras never share a number. */
export function putCamera(db: WritableDb, camera: Camera): void {
  db.prepare(
    `INSERT INTO cameras VALUES (@id, @number, @body)
     ON CONFLICT (id) DO UPDATE SET number = excluded.number, body = excluded.body`,
  ).run({ id: camera.id, number: camera.number, body: JSON.stringify(camera) })
}

export function cameras(db: ReadableDb): Camera[] {
  const bodies = db.prepare('SELECT body FROM cameras ORDER BY number').pluck().all() as string[]
  return bodies.map((body) => JSON.parse(body) as Camera)
}

/** Every camera's number, by which people know it. */
export function cameraNumbers(db: ReadableDb): Map<CameraId, number> {
  return new Map(cameras(db).map(({ id, number }) => [id, number]))
}

export function camera(db: ReadableDb, id: CameraId): Camera | undefined {
  const body = db.prepare('SELECT body FROM cameras WHERE id = ?').pluck().get(id) as string | undefined
  return body === undefined ? undefined : (JSON.parse(body) as Camera)
}

export function addActor(db: WritableDb, actor: Actor): void {
  db.prepare('INSERT INTO actors VALUES (@id, @loginName, @name, @department, @title, @role)').run(actor)
}

const ACTOR = 'SELECT id, login_name AS loginName, name, department, title, role FROM actors'

export function actors(db: ReadableDb): Actor[] {
  return db.prepare(`${ACTOR} ORDER BY rowid`).all() as Actor[]
}

export function actor(db: ReadableDb, id: ActorId): Actor | undefined {
  return db.prepare(`${ACTOR} WHERE id = ?`).get(id) as Actor | undefined
}
