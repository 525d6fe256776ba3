import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CameraId } from '#domain/policy.ts'
import { addDays, dayOf } from '#domain/time.ts'
import { accesses, workTotals } from '../../electron/vault/access.ts'
import { rows, rowsBetween, rowTotals } from '../../electron/vault/book.ts'
import { deriveKeys } from '../../electron/vault/keys.ts'
import { createVault } from '../../electron/vault/opening.ts'
import {
  destructions,
  destructionTotals,
  provisions,
  provisionTotals,
} from '../../electron/vault/registers.ts'
import type { ReadableDb, Vault } from '../../electron/vault/vault.ts'
import { fillLedger, spanOf } from './ledger-filling.ts'

const ACTS = 1_000_000
const TURNS = 11
const PAGE = 50

type Period = { fromOn: string; toOn: string }
type Question = (db: ReadableDb, filter: Period & { text: string }) => unknown

const camera = CameraId.parse('camera-3')

/** What the screen asks, each with its totals: how it begins, and everything that it can be narrowed by. */
const QUESTIONS: Record<string, Question> = {
  book: (db, filter) => [rows(db, filter, 0, PAGE), rowTotals(db, filter)],
  'book, one kind': (db, filter) => [
    rows(db, { ...filter, kind: 'use' }, 0, PAGE),
    rowTotals(db, { ...filter, kind: 'use' }),
  ],
  'book, one camera': (db, filter) => [
    rows(db, { ...filter, cameraId: camera }, 0, PAGE),
    rowTotals(db, { ...filter, cameraId: camera }),
  ],
  'book, one person': (db, filter) => [
    rows(db, { ...filter, actorId: 'actor-1' }, 0, PAGE),
    rowTotals(db, { ...filter, actorId: 'actor-1' }),
  ],
  // Words of all time are looked for slice by slice; no slice may hold the window up.
  'book, words, a slice': (db, filter) =>
    rowsBetween(db, { ...filter, text: '김서민' }, { fromNo: 20_000, toNo: 20_300 }),
  provisions: (db, filter) => [provisions(db, filter, 0, PAGE), provisionTotals(db, filter)],
  destructions: (db, filter) => [destructions(db, filter, 0, PAGE), destructionTotals(db, filter)],
  access: (db, filter) => [accesses(db, filter, 0, PAGE), workTotals(db, filter)],
  'access, one work': (db, filter) => [
    accesses(db, { ...filter, work: 'failure' }, 0, PAGE),
    workTotals(db, { ...filter, work: 'failure' }),
  ],
  'access, one camera': (db, filter) => [
    accesses(db, { ...filter, cameraId: camera }, 0, PAGE),
    workTotals(db, { ...filter, cameraId: camera }),
  ],
  'access, one person': (db, filter) => [
    accesses(db, { ...filter, actorId: 'actor-1' }, 0, PAGE),
    workTotals(db, { ...filter, actorId: 'actor-1' }),
  ],
  'access, one person and work': (db, filter) => [
    accesses(db, { ...filter, actorId: 'actor-1', work: 'failure' }, 0, PAGE),
    workTotals(db, { ...filter, actorId: 'actor-1', work: 'failure' }),
  ],
  'access, about one person': (db, filter) => [
    accesses(db, { ...filter, text: '김서민' }, 0, PAGE),
    workTotals(db, { ...filter, text: '김서민' }),
  ],
}

/** Pages and totals of the ledger's views over a million entries (50,000 lines, 20,000 requests): of all time, and of a month. */
export async function benchLedgerViews(
  acts = ACTS,
): Promise<Record<string, { value: number; unit: string }>> {
  const dir = mkdtempSync(join(tmpdir(), 'bench-views-'))
  const keys = deriveKeys(Buffer.alloc(32, 1))
  const path = join(dir, 'vault.db')
  const { firstAt, lastAt } = spanOf(acts)
  const vault = await createVault({ path, keys, now: () => firstAt })
  try {
    fillLedger(vault, path, keys.database, acts)
    const allTime = { fromOn: dayOf(firstAt), toOn: dayOf(lastAt) }
    const monthOn = `${addDays(dayOf(lastAt), -200).slice(0, 7)}-01`
    const month = { fromOn: monthOn, toOn: addDays(monthOn, 29) }
    return {
      ...asked(vault, 'all time', allTime),
      ...asked(vault, 'a month', month),
    }
  } finally {
    vault.close()
    rmSync(dir, { recursive: true })
  }
}

/** The median of several turns, the slowest of which was the first. */
function asked(vault: Vault, when: string, period: Period): Record<string, { value: number; unit: string }> {
  return Object.fromEntries(
    Object.entries(QUESTIONS).flatMap(([name, question]) => {
      const times = Array.from({ length: TURNS }, () => {
        const begun = performance.now()
        vault.read((db) => question(db, { ...period, text: '' }))
        return performance.now() - begun
      })
      const sorted = times.toSorted((a, b) => a - b)
      return [
        [`${name}, ${when}`, { value: sorted[Math.floor(TURNS / 2)] ?? Number.NaN, unit: 'ms' }],
        [`${name}, ${when}, slowest`, { value: sorted.at(-1) ?? Number.NaN, unit: 'ms' }],
      ]
    }),
  )
}
