import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withPeople } from '../../support/copy.ts'

const looking = { thorough: false, vehicles: false }

test('nobody is looked for because of an inquiry, or without footage', async () => {
  const { station, key } = await withPeople()
  const { id } = await station.received(await station.form({ kind: 'view', channel: 'phone' }))
  const wish = { ...key, ...looking, requestId: id }
  expect(await station.refusal(station.ask('masking', 'detect', wish))).toBe('request-not-approved')
  const elsewhere = { ...key, ...looking, cameraId: await station.cameraId(9) }
  expect(await station.refusal(station.ask('masking', 'detect', elsewhere))).toBe('footage-missing')
  expect(station.acts()).not.toContain('masking.started')
})

test('a cancelled search leaves no clip, and another may begin', async () => {
  const { station, key } = await withPeople()
  const search = await station.ask('masking', 'detect', { ...key, ...looking, thorough: true })
  expect(await station.refusal(station.ask('masking', 'detect', { ...key, ...looking }))).toBe('job-running')
  await station.ask('jobs', 'cancel', { jobId: search.id })
  expect((await station.office.jobs.ended(search.id)).state).toBe('cancelled')
  expect(await station.ask('masking', 'clip', key)).toBeNull()
  const again = await station.ask('masking', 'detect', { ...key, ...looking })
  expect((await station.office.jobs.ended(again.id)).state).toBe('finished')
})

test('a stored recording that was damaged stops the search, named, and nothing is shown of it', async () => {
  const { station, key } = await withPeople()
  const storeDir = join(station.homeDir, 'footage')
  const path = join(storeDir, readdirSync(storeDir)[0]!)
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1)
  writeFileSync(path, bytes)
  const { id } = await station.ask('masking', 'detect', { ...key, ...looking })
  expect(await station.office.jobs.ended(id)).toMatchObject({ state: 'refused', code: 'footage-damaged' })
  expect(await station.ask('masking', 'clip', key)).toBeNull()
})
