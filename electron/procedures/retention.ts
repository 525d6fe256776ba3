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
import { addCheck, heldBeyond, lastCheck, oldestFree, type Stock, stocks } from '../vault/destructions.ts'
import { putDutyDone } from '../vault/duties.ts'
import { actor, cameras } from '../vault/station.ts'
import { ofEveryCamera } from './destroying.ts'
import type { Office } from './office.ts'

/** How footage stands against its retention, and the monthly check that nothing stays longer than it may. */

/** A camera's oldest footage that nobody holds, and the camera. */
type Oldest = OldestFootage & { cameraId: CameraId }

function oldestOf(office: Office): Oldest[] {
  return office.vault.read((db) =>
    cameras(db).map(({ id, number, retentionDays }) => {
      const oldestAt = oldestFree(db, id)
      const oldestOn = oldestAt === undefined ? undefined : dayOf(oldestAt)
      return { cameraId: id, number, retentionDays, oldestOn }
    }),
  )
}

export async function overview(office: Office): Promise<RetentionOverview> {
  office.actor('retention.check')
  const found = await ofEveryCamera(office, stocks)
  const on = dayOf(office.now())
  const oldest = oldestOf(office)
  const expired = found.flatMap(({ answer }) => answer.filter(isToGo))
  const last = office.vault.read(lastCheck)
  const byName = last === undefined ? '' : (office.vault.read((db) => actor(db, last.by))?.name ?? '')
  return {
    on,
    cameras: found.map(({ camera, answer }) => {
      const [first] = answer.filter(isToGo)
      return {
        cameraId: camera.id,
        stocks: answer,
        ...(first === undefined
          ? {}
          : { destroyByOn: destroyByOn(dayOf(first.firstAt), camera.retentionDays) }),
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

const isToGo = ({ state }: Stock): boolean => state === 'expired' || state === 'overdue'

/**
 * The monthly check (지침 42②, domain §10.4): enters what is gone of each camera, with the line of DESTROY_AUTO. Expired
 * footage that may still be there is answered as a warning; refuses with `retention-exceeded` where some may not.
 */
export async function check(office: Office): Promise<Finding> {
  const by = office.actor('retention.check')
  const held = await ofEveryCamera(office, heldBeyond)
  const heldCount = held.reduce((sum, { answer }) => sum + answer, 0)
  const at = office.now()
  const checkOn = dayOf(at)
  const oldest = oldestOf(office)
  const finding = findingOf(oldest, checkOn)
  if (finding.kind === 'exceeded') {
    const { kind: _, ...left } = finding
    throw new Refusal('retention-exceeded', left)
  }
  const checked = oldest.map((camera) => ({
    cameraId: camera.cameraId,
    retentionDays: camera.retentionDays,
    untilOn: goneUntilOn(camera, checkOn),
  }))
  office.vault.record(
    {
      kind: 'retention.checked',
      actor: by.id,
      subject: 'footage',
      cameraIds: oldest.map(({ cameraId }) => cameraId),
      details: { outcome: finding.kind, held: heldCount, cameras: checked },
      row: checkRow(oldest, { checkOn, officer: ledgerName(by), heldCount }),
    },
    (db, seq) => {
      addCheck(db, { seq, at, by: by.id, finding, cameras: checked })
      putDutyDone(db, 'retention-check', checkOn.slice(0, 7), at, by.id)
    },
  )
  office.tell()
  return finding
}
