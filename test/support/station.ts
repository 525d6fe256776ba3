import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { contract } from '#contract/contract.ts'
import { contract as theContract } from '#contract/contract.ts'
import type { Api } from '#contract/define.ts'
import { channel, type Reply } from '#contract/wire.ts'
import type { OthersShown, Proposal } from '#domain/decision.ts'
import type { Job } from '#domain/job.ts'
import { presets } from '#domain/policy.ts'
import { Refusal, type RefusalCode } from '#domain/refusal.ts'
import type { Authority, FootageRequest } from '#domain/request.ts'
import {
  type RequestForm,
  type RequestId,
  refuseResidentNumbers,
  type SubjectForm,
} from '#domain/request-form.ts'
import { fromWallClock, instantAt } from '#domain/time.ts'
import { FormReader } from '../../electron/export/form-reader.ts'
import type { Paper } from '../../electron/export/paper.ts'
import type { Picture } from '../../electron/export/watermark.ts'
import { MaskingRoom } from '../../electron/masking/room.ts'
import { handlers } from '../../electron/procedures/handlers.ts'
import { Office } from '../../electron/procedures/office.ts'
import { announcer } from '../../electron/shell/announce.ts'
import { serve } from '../../electron/shell/serve.ts'
import { acts } from './acts.ts'
import { formProcess } from './form-process.ts'
import { madeOnce } from './made-once.ts'
import { maskingProcess } from './masking-process.ts'
import { MANAGER, OFFICER } from './people.ts'
import { barPicture } from './picture.ts'
import { fieldsOf, printedSheet } from './sheet.ts'
import { cheapenSlots } from './slots.ts'

export const PASSWORDS: Record<string, string> = { 김담당: OFFICER.password, 이책임: MANAGER.password }

type Calls = Api<typeof contract>
type Asked<G extends keyof Calls, K extends keyof Calls[G]> = Calls[G][K] extends (
  input: infer I,
) => Promise<infer O>
  ? { input: I; output: O }
  : never

/**
 * A station without a window: the real office with its real vault, on a clock that stands still until it is moved. Only
 * the person's answers to dialogs and the printer are the test's.
 */
export class TestStation {
  readonly homeDir: string
  readonly office: Office
  /** What the person answers to the next dialogs. */
  readonly chosen: { folder?: string; file?: string; open?: string } = {}
  readonly papers: Paper[] = []
  /** Printers that take everything, by name, with what they printed. */
  readonly printers = new Map<string, Paper[]>()
  readonly pictures: Picture[] = []
  readonly told: { channel: string; payload: unknown }[] = []
  #nowMs: number
  #fault: unknown
  readonly #doors = new Map<string, (event: never, raw: unknown) => unknown>()

  constructor(homeDir: string, now = '2026-11-23T09:30:00') {
    this.homeDir = homeDir
    this.#nowMs = Date.parse(fromWallClock(now))
    this.office = new Office({
      homeDir,
      now: () => instantAt(this.#nowMs),
      announce: announcer(theContract, (channel, payload) => this.told.push({ channel, payload })),
      chooseFolder: async () => this.chosen.folder,
      chooseFile: async () => this.chosen.file,
      chooseToOpen: async () => this.chosen.open,
      showFolder: () => undefined,
      toPdf: async (paper) => {
        this.papers.push(paper)
        return paper.hasFields === true ? printedSheet(fieldsOf(paper)) : Buffer.from(`%PDF ${paper.html}`)
      },
      showPaper: async (paper) => {
        this.papers.push(paper)
        return { paperId: 'paper', pages: 1 }
      },
      putAwayPaper: () => undefined,
      printers: async () => [...this.printers.keys()].map((name) => ({ name, label: name })),
      toPrinter: async (paper, printer) => {
        this.printers.get(printer)?.push(paper)
        return this.printers.has(printer)
      },
      toPicture: async (picture) => {
        this.pictures.push(picture)
        return barPicture(picture)
      },
      masking: new MaskingRoom(() => maskingProcess()),
      forms: new FormReader(() => formProcess()),
      reportFault: (fault) => this.#keep(fault),
    })
    serve(theContract, handlers, {
      ipcMain: { handle: (name, listener) => void this.#doors.set(name, listener as never) },
      admit: () => this.office,
      screen: refuseResidentNumbers,
      refused: (office, call, refusal) => office.refused(call, refusal),
      reportFault: (fault) => this.#keep(fault),
    })
    onTestFinished(() => this.office.close())
  }

  #keep(fault: unknown): string {
    this.#fault = fault
    return 'FAULT'
  }

  /** Asks through the same door as the window: parsed both ways, refusals entered and thrown again. */
  async ask<G extends keyof Calls, K extends keyof Calls[G] & string>(
    group: G,
    name: K,
    ...[input]: void extends Asked<G, K>['input'] ? [] : [Asked<G, K>['input']]
  ): Promise<Asked<G, K>['output']> {
    const door = this.#doors.get(channel(group, name))
    if (door === undefined) throw new Error(`no call ${group}.${name}`)
    const reply = (await door({} as never, input)) as Reply
    if (reply.ok) return reply.value as Asked<G, K>['output']
    if ('refusal' in reply) throw new Refusal(reply.refusal.code, reply.refusal.data)
    throw this.#fault
  }

  /** The code of the refusal that an attempt ends in; `nothing` where it goes through. */
  async refusal(attempt: Promise<unknown>): Promise<RefusalCode | 'nothing'> {
    try {
      await attempt
      return 'nothing'
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
  }

  async as(name: string): Promise<this> {
    await this.ask('station', 'signIn', { loginName: name, password: PASSWORDS[name] ?? '' })
    return this
  }

  advance({ days = 0, minutes = 0 }: { days?: number; minutes?: number }): void {
    this.#nowMs += days * 86_400_000 + minutes * 60_000
  }

  /** Kinds of the acts in the ledger, first to last. */
  acts(): string[] {
    const everything = { fromOn: '2000-01-01', toOn: '2100-01-01', text: '' }
    return this.office.vault
      .read((db) => acts(db, everything, 0, 10_000))
      .map(({ kind }) => kind)
      .reverse()
  }

  async cameraId(number: number) {
    const { cameras } = await this.ask('institution', 'show')
    const camera = cameras.find((candidate) => candidate.number === number)
    if (camera === undefined) throw new Error(`no camera ${number}`)
    return camera.id
  }

  /** A whole form for camera 3, 2026-11-20 18:30~19:00, changed where the test says so. */
  async form(changes: Partial<SubjectForm> = {}): Promise<SubjectForm> {
    return {
      kind: 'copy',
      channel: 'visit',
      requester: {
        name: '홍길동',
        phone: '010-1234-5678',
        birthOn: '1990-01-05',
        address: '서울시 중구 세종대로 110',
      },
      relation: 'self',
      vehicleNumber: '',
      fromAt: fromWallClock('2026-11-20T18:30:00'),
      toAt: fromWallClock('2026-11-20T19:00:00'),
      cameraIds: [await this.cameraId(3)],
      purpose: '주차 차량 접촉사고 확인',
      clues: '검은색 외투',
      ...changes,
    }
  }

  async received(form: RequestForm): Promise<FootageRequest> {
    return this.ask('requests', 'receive', { form, again: false })
  }

  /** A request as it is now, with what a step on it needs. */
  async seen({ id }: Pick<FootageRequest, 'id'>): Promise<{ requestId: RequestId; revision: number }> {
    const { revision } = await this.ask('requests', 'find', { requestId: id })
    return { requestId: id, revision }
  }

  /** Received, shown who they are, looked for and proposed, all by 김담당. */
  async proposed(
    form: RequestForm,
    proposal: Proposal,
    authority: Authority = noAuthority,
  ): Promise<FootageRequest> {
    const { id } = await this.received(form)
    await this.ask('requests', 'verify', { ...(await this.seen({ id })), paper: 'resident-card', authority })
    if (form.kind !== 'object') {
      const isFound = proposal.outcome !== 'not-exists'
      await this.ask('requests', 'locate', {
        ...(await this.seen({ id })),
        isFound,
        note: isFound ? '' : '영상 없음',
      })
    }
    return this.ask('requests', 'propose', { ...(await this.seen({ id })), proposal })
  }

  /** 이책임 decides as proposed. */
  async decided(request: Pick<FootageRequest, 'id'>, overdueReason = ''): Promise<FootageRequest> {
    return this.ask('requests', 'decide', {
      ...(await this.seen(request)),
      loginName: '이책임',
      password: PASSWORDS['이책임']!,
      overdueReason,
    })
  }

  /** A request from receipt to approval: 김담당 receives, checks and proposes, 이책임 decides. */
  async approved(
    changes: Partial<SubjectForm> = {},
    others: OthersShown = 'unrecognisable',
  ): Promise<FootageRequest> {
    return this.decided(await this.proposed(await this.form(changes), granting({ others })))
  }

  /** Takes a folder in, each sub-folder as the camera that its number names. */
  async takeIn(folder: string): Promise<Job> {
    this.chosen.folder = folder
    const plan = await this.ask('intake', 'choose')
    if (plan === null) throw new Error('no plan')
    const cameras = plan.sources.flatMap(({ hint, cameraId }) =>
      cameraId === undefined ? [] : [{ hint, cameraId }],
    )
    const { id } = await this.ask('intake', 'start', { planId: plan.planId, cameras })
    return this.office.jobs.ended(id)
  }
}

/** Nothing was shown but who somebody is. */
export const noAuthority: Authority = { relationPaper: '', vehiclePaper: false, urgency: '' }

/** A proposal to grant, without a fee. */
export function granting(changes: Partial<Extract<Proposal, { outcome: 'grant' }>> = {}): Proposal {
  return {
    outcome: 'grant',
    others: 'masked',
    finding: '다른 사람은 멀리 있어 알아볼 수 없음',
    costs: { maskingWon: 0, mediaWon: 0, postageWon: 0, ownFault: '' },
    appointment: { place: '서버실', method: 'visit', medium: '' },
    ...changes,
  }
}

/** A folder for one test, gone afterwards. */
export function temporaryDir(name: string): string {
  const dir = mkdtempSync(join(tmpdir(), `${name}-`))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

/** A station that nobody has set up. */
export function newStation(): TestStation {
  return new TestStation(join(temporaryDir('station'), 'home'))
}

export const setUpPlan = {
  institution: presets.library.institution,
  preset: 'library',
  manager: { ...MANAGER, role: 'manager' },
  officer: { ...OFFICER, role: 'officer' },
} as const

/** Sealing three key slots takes seconds: done once, then opened cheaply and copied. */
const template = madeOnce('station-template', async (dir) => {
  const first = new TestStation(dir)
  const { recoveryCode } = await first.ask('station', 'setUp', setUpPlan)
  await first.ask('recovery', 'confirm', { typed: recoveryCode })
  await first.ask('station', 'signOut')
  await cheapenSlots(dir, PASSWORDS)
})

/** A library's station with 김담당 (officer) and 이책임 (manager), closed. */
export async function setUpStation(): Promise<TestStation> {
  const homeDir = join(temporaryDir('station'), 'home')
  cpSync(await template(), homeDir, { recursive: true })
  return new TestStation(homeDir)
}
