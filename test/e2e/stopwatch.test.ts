import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { dayOf, instantAt } from '#domain/time.ts'
import { Desk } from '../support/desk.ts'
import { MANAGER, OFFICER } from '../support/people.ts'
import { recorderFolder } from '../support/recorder.ts'
import { walkInByKeys } from '../support/stopwatch.ts'

const dir = mkdtempSync(join(tmpdir(), 'stopwatch-'))
let desk: Desk
afterAll(async () => {
  await desk.app.close()
  rmSync(dir, { recursive: true, force: true })
})

test('an experienced officer takes a walk-in request by keyboard in at most 40 steps, and no field is asked twice', async () => {
  const on = dayOf(instantAt(Date.now() - 86_400_000)).replaceAll('-', '')
  recorderFolder(join(dir, 'footage'), { [`cam03/${on}_140000.mp4`]: { seconds: 130 } })
  desk = await Desk.open(join(dir, 'home'))
  await desk.setUp(/공공도서관/, join(dir, 'recovery.pdf'))
  await desk.lock()
  await desk.signIn(OFFICER)
  await desk.takeIn(join(dir, 'footage'))
  await desk.lock()
  const { steps, fields } = await walkInByKeys(desk, {
    officer: OFFICER,
    manager: MANAGER,
    on,
    from: '1400',
    to: '1402',
    camera: '3',
  })
  expect(steps).toBeLessThanOrEqual(40)
  expect(new Set(fields).size).toBe(fields.length)
})
