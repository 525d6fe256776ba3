import { BY_THEMSELVES, Findings, FORBIDDEN, NO_ACCESS, type ReviewedAct } from './access-findings.ts'
import { type AccessMonth, monthSpan, type OfficerMonth, type ReviewSettings } from './access-review.ts'
import type { ActorId } from './actor.ts'
import { type Holidays, isDayOff } from './law/holidays.ts'
import type { ActKind } from './ledger/entry.ts'
import { addDays, dayOf, daysBetween } from './time.ts'

/** What is known besides the month's entries. */
export interface Context {
  /** Whom a request is about, the same text for the same person; none where nobody knows any more. */
  personOf: (requestId: string) => string | undefined
  /** How often a camera was opened in an average month of before; none where nothing is known of before. */
  cameraAverages: ReadonlyMap<string, number>
  /** Acts that made copies which nobody had been given when their days were over, and the copy's file. */
  unclaimed: readonly { act: ReviewedAct; file: string }[]
}

const HOUR_MS = 3_600_000
const HOURS = 24
const MINUTE_US = 60_000_000

/**
 * Goes through a month's entries once, in their order, and tells what was unusual. Korea has had one offset since 1988, so
 * hours are counted from the month's first instant: a calendar per entry would take seconds for a busy month.
 */
export class AccessTally {
  readonly #month: string
  readonly #settings: ReviewSettings
  readonly #startMs: number
  readonly #daysOff: readonly boolean[]
  readonly #heat: number[][]
  readonly #officers = new Map<string, OfficerMonth>()
  readonly #findings = new Findings()
  /** Viewings whose masks are off at this point, openings, and receipts of requests. */
  readonly #revealed = new Set<string>()
  readonly #opened: ReviewedAct[] = []
  readonly #received: ReviewedAct[] = []
  readonly #totals = { entries: 0, nightAccesses: 0, copiesWithReason: 0, refusals: 0, failedSignIns: 0 }
  #range: { fromSeq: number; toSeq: number } | null = null

  constructor(month: string, settings: ReviewSettings, holidays: Holidays) {
    const { fromAt, toAt } = monthSpan(month)
    const days = daysBetween(dayOf(fromAt), dayOf(toAt))
    this.#month = month
    this.#settings = settings
    this.#startMs = Date.parse(fromAt)
    this.#daysOff = Array.from({ length: days }, (_, day) => isDayOff(addDays(`${month}-01`, day), holidays))
    this.#heat = this.#daysOff.map(() => Array.from({ length: HOURS }, () => 0))
  }

  /** Takes the next entry. Throws RangeError where it is not of this month. */
  add(act: ReviewedAct): void {
    const hours = Math.floor((Date.parse(act.at) - this.#startMs) / HOUR_MS)
    const day = Math.floor(hours / HOURS)
    const row = this.#heat[day]
    if (row === undefined) throw new RangeError(`entry ${act.seq} is not of ${this.#month}`)
    const on = `${this.#month}-${String(day + 1).padStart(2, '0')}`
    this.#range = { fromSeq: this.#range?.fromSeq ?? act.seq, toSeq: act.seq }
    this.#totals.entries += 1
    if (act.actor !== 'station' && !NO_ACCESS.has(act.kind)) {
      const hour = hours % HOURS
      row[hour] = (row[hour] ?? 0) + 1
      this.#officer(act.actor).accesses += 1
      const isNight = hour < this.#settings.fromHour || hour >= this.#settings.toHour
      if (isNight || this.#daysOff[day] === true) {
        this.#totals.nightAccesses += 1
        this.#findings.add('night', `${act.actor}:${on}`, act, { on })
      }
    }
    const own = BY_THEMSELVES[act.kind as ActKind]
    if (own !== undefined)
      this.#findings.add(own, `${act.kind}:${act.actor}:${on}`, act, { on, about: act.kind })
    this.#looks[act.kind as ActKind]?.(act, on)
  }

  /** What each kind of act adds besides being an access. */
  readonly #looks: Partial<Record<ActKind, (act: ReviewedAct, on: string) => void>> = {
    'request.received': (act) => void this.#received.push(act),
    'viewing.opened': (act) => {
      this.#officer(act.actor).viewings += 1
      this.#opened.push(act)
    },
    'viewing.revealed': (act) => {
      this.#officer(act.actor).reveals += 1
      this.#revealed.add(act.subject)
    },
    'viewing.concealed': ({ subject }) => void this.#revealed.delete(subject),
    'viewing.closed': ({ subject }) => void this.#revealed.delete(subject),
    'viewing.interrupted': ({ subject }) => void this.#revealed.delete(subject),
    'viewing.watched': (act) => this.#watched(act),
    'viewing.refused': (act) => {
      this.#totals.refusals += 1
      const about = textOf(act, 'request')
      this.#findings.add('outside-window', `${act.actor}:${act.subject}`, act, { about })
    },
    'attempt.refused': (act) => {
      this.#totals.refusals += 1
      const code = textOf(act, 'code')
      if (FORBIDDEN.has(code)) this.#findings.add('forbidden', `${act.actor}:${code}`, act, { about: code })
    },
    'actor.sign-in-failed': (act, on) => this.#failed(act, on),
    'export.started': (act) => {
      // A copy that goes on after answers is the same copy.
      if (act.details?.['resumed'] === true) return
      this.#officer(act.actor).copies += 1
      if (textOf(act, 'reason').trim() !== '') this.#totals.copiesWithReason += 1
    },
    'ledger.printed': (act) => this.#printed(act),
    'ledger.exported': (act) => this.#printed(act),
    'document.printed': ({ actor }) => void (this.#officer(actor).prints += 1),
  }

  /** The book on its way out of the house. */
  #printed(act: ReviewedAct): void {
    this.#officer(act.actor).prints += 1
    this.#findings.add('printed', act.actor, act)
  }

  /** A report is as clear as the picture was when it came in. */
  #watched(act: ReviewedAct): void {
    const officer = this.#officer(act.actor)
    const lengthUs = watchedUs(act)
    officer.watchedUs += lengthUs
    if (act.picture === 'masked' && !this.#revealed.has(act.subject)) return
    officer.clearUs += lengthUs
    this.#findings.add('clear-share', act.actor, act)
  }

  /** Wrong passwords are entered together where the vault was closed: each is counted, by account. */
  #failed(act: ReviewedAct, on: string): void {
    const failures = act.details?.['failures']
    for (const failure of Array.isArray(failures) ? failures : []) {
      const { login } = failure as { login?: unknown }
      this.#totals.failedSignIns += 1
      const about = String(login)
      this.#findings.add('sign-in-failed', `${about}:${on}`, act, {
        on,
        about,
        limit: this.#settings.failures,
      })
    }
  }

  #officer(actor: string): OfficerMonth {
    const known = this.#officers.get(actor)
    if (known !== undefined) return known
    const none = { accesses: 0, viewings: 0, watchedUs: 0, clearUs: 0, reveals: 0, copies: 0, prints: 0 }
    const officer = { actorId: actor as ActorId, ...none }
    this.#officers.set(actor, officer)
    return officer
  }

  /** Requests whose people have to be known before the month can be closed. */
  get requestIds(): string[] {
    const ids = [...this.#opened, ...this.#received].map(({ requestId }) => requestId)
    return [...new Set(ids.filter((id) => id !== undefined))]
  }

  /** The month as it was. Call it once, after the last entry. */
  close(context: Context): AccessMonth {
    this.#people(context)
    this.#cameras(context)
    this.#clearShares()
    for (const { act, file } of context.unclaimed)
      this.#findings.add('not-picked-up', `${act.seq}`, act, { about: file })
    const officers = [...this.#officers.values()].filter(({ actorId }) => actorId !== 'station')
    const sum = (of: (officer: OfficerMonth) => number) =>
      officers.reduce((so, officer) => so + of(officer), 0)
    return {
      month: this.#month,
      settings: this.#settings,
      range: this.#range,
      heat: this.#heat,
      daysOff: this.#daysOff.flatMap((isOff, day) => (isOff ? [day + 1] : [])),
      officers: officers.sort((a, b) => b.accesses - a.accesses),
      totals: {
        ...this.#totals,
        accesses: sum(({ accesses }) => accesses),
        viewings: sum(({ viewings }) => viewings),
        watchedUs: sum(({ watchedUs }) => watchedUs),
        clearUs: sum(({ clearUs }) => clearUs),
        copies: sum(({ copies }) => copies),
        prints: sum(({ prints }) => prints),
      },
      findings: this.#findings.list(),
    }
  }

  /** One officer and one person: named by the first request in which they met, so that no name stands in an id. */
  #people({ personOf }: Context): void {
    const { subjectRequests, subjectViewings } = this.#settings
    for (const [kind, acts, limit] of [
      ['subject-requests', this.#received, subjectRequests],
      ['subject-viewings', this.#opened, subjectViewings],
    ] as const) {
      const firsts = new Map<string, string>()
      for (const act of acts) {
        const person = act.requestId === undefined ? undefined : personOf(act.requestId)
        if (act.requestId === undefined || person === undefined) continue
        const pair = JSON.stringify([act.actor, person])
        const first = firsts.get(pair) ?? act.requestId
        firsts.set(pair, first)
        this.#findings.add(kind, `${act.actor}:${first}`, act, { limit })
      }
    }
  }

  /** Against the camera's own average: a camera at a gate is opened more often than one in a cellar. */
  #cameras({ cameraAverages }: Context): void {
    const { cameraTimes, cameraLeast } = this.#settings
    for (const act of this.#opened)
      for (const cameraId of act.cameraIds ?? []) {
        const average = cameraAverages.get(cameraId)
        if (average === undefined) continue
        const limit = Math.max(cameraLeast, Math.ceil(average * cameraTimes))
        this.#findings.add('camera-often', cameraId, act, { cameraId, limit })
      }
  }

  #clearShares(): void {
    const { clearPercent, clearLeastMinutes } = this.#settings
    for (const { actorId, watchedUs, clearUs } of this.#officers.values()) {
      const isEnough = watchedUs >= clearLeastMinutes * MINUTE_US
      const percent = isEnough ? Math.round((clearUs * 100) / watchedUs) : 0
      this.#findings.measure('clear-share', actorId, percent, clearPercent)
    }
  }
}

function textOf({ details }: ReviewedAct, field: string): string {
  const value = details?.[field]
  return typeof value === 'string' ? value : ''
}

/** Length of everything an act says was on the screen. Details may have been erased: then nobody knows. */
function watchedUs({ details }: ReviewedAct): number {
  const watched = details?.['watched']
  if (!Array.isArray(watched)) return 0
  const intervals = watched.flatMap(
    (each) => (each as { intervals?: { fromUs: number; toUs: number }[] }).intervals ?? [],
  )
  return intervals.reduce((sum, { fromUs, toUs }) => sum + Math.max(0, toUs - fromUs), 0)
}
