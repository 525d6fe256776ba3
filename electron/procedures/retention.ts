import type { RetentionOverview } from '../contract/retention.ts'
import { ledgerName } from '../domain/actor.ts'
import type { CameraId } from '../domain/policy.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  checkRow,
  destroyByOn,
  type Finding,
  findingOf,
  goneUntilOn,
  type OldestFootage,
} from '../domain/retention.ts'
import { dayOf } from '../domain/time.ts'
import { addCheck, lastCheck, type Stock, stocks } from '../vault/destructions.ts'
import { putDutyDone } from '../vault/duties.ts'
import { actor, cameras } from '../vault/station.ts'
import { termsToday } from './destroying.ts'
import type { Office } from './office.ts'

/** How footage stands against its retention, and the monthly check that nothing stays longer than it may. */

interface Standing {
  stocks: Stock[]
  /** Each camera's oldest footage that nobody holds. */
  oldest: (OldestFootage & { cameraId: CameraId })[]
}

function standing(office: Office): Standing {
  const all = office.vault.read((db) => stocks(db, termsToday(office)))
  const oldest = office.vault.read(cameras).map(({ id, number, retentionDays }) => {
    const [first] = all.filter(({ cameraId, state }) => cameraId === id && state !== 'held')
    const oldestOn = first === undefined ? undefined : dayOf(first.firstAt)
    return { cameraId: id, number, retentionDays, oldestOn }
  })
  return { stocks: all, oldest }
}

export function overview(office: Office): RetentionOverview {
  office.actor('retention.check')
  const on = dayOf(office.now())
  const { stocks: all, oldest } = standing(office)
  const expired = all.filter(({ state }) => state === 'expired' || state === 'overdue')
  const last = office.vault.read(lastCheck)
  const byName = last === undefined ? '' : (office.vault.read((db) => actor(db, last.by))?.name ?? '')
  return {
    on,
    cameras: oldest.map(({ cameraId, retentionDays, oldestOn }) => {
      const own = all.filter((stock) => stock.cameraId === cameraId)
      const hasExpired = expired.some((stock) => stock.cameraId === cameraId)
      return {
        cameraId,
        stocks: own.map(({ cameraId: _, ...stock }) => stock),
        ...(hasExpired && oldestOn !== undefined
          ? { destroyByOn: destroyByOn(oldestOn, retentionDays) }
          : {}),
      }
    }),
    finding: findingOf(oldest, on),
    expired: {
      count: expired.reduce((sum, { count }) => sum + count, 0),
      sizeBytes: expired.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    },
    lastCheck: last === undefined ? null : { at: last.at, byName, finding: last.finding },
    isCheckDue: last === undefined || dayOf(last.at).slice(0, 7) < on.slice(0, 7),
  }
}

/**
 * The monthly check (지침 42②, domain §10.4): enters what is gone of each camera, with the line of DESTROY_AUTO. Expired
 * footage that may still be there is answered as a warning; refuses with `retention-exceeded` where some may not.
 */
export function check(office: Office): Finding {
  const by = office.actor('retention.check')
  const at = office.now()
  const checkOn = dayOf(at)
  const { stocks: all, oldest } = standing(office)
  const finding = findingOf(oldest, checkOn)
  if (finding.kind === 'exceeded') {
    const { kind: _, ...left } = finding
    throw new Refusal('retention-exceeded', left)
  }
  const heldCount = all.filter(({ state }) => state === 'held').reduce((sum, { count }) => sum + count, 0)
  const checked = oldest.map((camera) => ({
    cameraId: camera.cameraId,
    retentionDays: camera.retentionDays,
    untilOn: goneUntilOn(camera, checkOn),
  }))
  office.vault.record(
    office.act({
      kind: 'retention.checked',
      subject: 'footage',
      cameraIds: oldest.map(({ cameraId }) => cameraId),
      details: { finding: finding.kind, held: heldCount, cameras: checked },
      row: checkRow(oldest, { checkOn, officer: ledgerName(by), heldCount }),
    }),
    (db, seq) => {
      addCheck(db, { seq, at, by: by.id, finding, cameras: checked })
      putDutyDone(db, 'retention-check', checkOn.slice(0, 7), at, by.id)
    },
  )
  office.tell()
  return finding
}
