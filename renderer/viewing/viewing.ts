import { create } from 'zustand'
import type { Camera, CameraId } from '#domain/policy.ts'
import type { Recording } from '#domain/recording.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { RequestId } from '#domain/request-form.ts'
import { addDays, dayOf, startOfDay } from '#domain/time.ts'
import type { Viewing, ViewingPicture, ViewingPurpose } from '#domain/viewing.ts'
import { cameraOf, useInstitution } from '../frame/institution.ts'
import { refreshViewing } from '../frame/open-viewing.ts'
import { useStation } from '../frame/station.ts'
import { office } from '../office.ts'
import { MaskedShow } from '../visitor/show.ts'
import { Playback } from './playback.ts'
import { instantOf } from './player.ts'
import type { Seen } from './watching.ts'

export interface OpenViewing {
  playback: Playback
  request: FootageRequest
  /** In the order of the digits that choose them. */
  cameras: Camera[]
  /** Everything held of the viewing's cameras on its days: what the whole-day ruler shows as blocks. */
  recordings: Recording[]
  /** Who has opened it, for the watermark (domain §8.2). */
  actorName: string
  /** What is seen instead of the footage where everybody else is masked. */
  show: MaskedShow | undefined
}

interface Watching {
  open: OpenViewing | undefined
  /** The request whose viewing was closed last, until that has been read; an end by lock or idleness is the frame's to tell. */
  closed: RequestId | undefined
}

/** The one viewing that may be open, whatever its purpose. Only the functions below write here. */
export const useViewing = create<Watching>()(() => ({ open: undefined, closed: undefined }))

export interface Opening {
  requestId: RequestId
  purpose: ViewingPurpose
  picture: ViewingPicture
  finding: string
  witness: string
}

/** Opens footage: the office enters it first. Refused as `viewings.open` is. */
export async function openViewing(opening: Opening, cameraId?: CameraId): Promise<void> {
  await enter(await office.viewings.open(opening), cameraId)
}

/** Takes up the viewing that is open, or drops the one that no longer is: after signing in again, or another screen. */
export async function resumeViewing(): Promise<void> {
  const current = await office.viewings.current()
  const { open } = useViewing.getState()
  if (current === null) {
    if (open !== undefined) leave('locked')
  } else if (open?.playback.viewing.id !== current.id) await enter(current)
}

/** Enters what has been seen and closes the viewing. Nothing happens where none is open. */
export async function closeViewing(): Promise<void> {
  const { open } = useViewing.getState()
  if (open === undefined) return
  open.playback.pause()
  await open.playback.report()
  await office.viewings.close({ viewingId: open.playback.viewing.id })
  if (useViewing.getState().open === open) leave('closed')
  await refreshViewing()
}

/** Enters what has been seen so far; the viewing goes on. Nothing happens where none is open. */
export async function reportSeen(): Promise<void> {
  await useViewing.getState().open?.playback.report()
}

/** Puts the notice of the last closing away. */
export function forgetClosed(): void {
  useViewing.setState({ closed: undefined })
}

/** Begins the playback anew after footage could not be read; the viewing stays as it is. */
export async function retryViewing(): Promise<void> {
  const { open } = useViewing.getState()
  if (open === undefined) return
  const { playback } = open
  await playback.report()
  playback.end()
  useViewing.setState({ open: { ...open, playback: playing(playback.viewing, playback.store.getState()) } })
}

/** Asks for a moment outside the window: always refused, and entered. Rejects with the refusal. */
export async function attemptMoment(atUs: number): Promise<void> {
  const playback = useViewing.getState().open?.playback
  if (playback === undefined) return
  const { cameraId } = playback.store.getState()
  await office.viewings.attempt({ viewingId: playback.viewing.id, cameraId, at: instantOf(atUs) })
}

/** First and last instant of the Korean days a viewing touches. */
export function daysOf({ fromAt, toAt }: Pick<Viewing, 'fromAt' | 'toAt'>): { fromAt: string; toAt: string } {
  const lastOn = dayOf(instantOf((Date.parse(toAt) - 1) * 1000))
  return { fromAt: startOfDay(dayOf(fromAt)), toAt: startOfDay(addDays(lastOn, 1)) }
}

/** Stops hearing of the viewing that is open. */
let stopHearing: (() => void) | undefined

async function enter(viewing: Viewing, cameraId?: CameraId): Promise<void> {
  const [request, recordings] = await Promise.all([
    office.requests.find({ requestId: viewing.requestId }),
    office.recordings.list({ ...daysOf(viewing), cameraIds: viewing.cameraIds }),
    refreshViewing(),
  ])
  const first = cameraId ?? viewing.parts[0]?.cameraId ?? viewing.cameraIds[0]
  if (first === undefined) return
  const { cameras } = useInstitution.getState()
  stopHearing?.()
  const show = viewing.picture === 'masked' ? new MaskedShow(viewing, office) : undefined
  const stops = [
    office.viewings.onEnded(({ viewingId, why }) => {
      if (viewingId === viewing.id) leave(why)
    }),
    office.jobs.onChanged(({ kind, state }) => {
      const { open } = useViewing.getState()
      if (open?.show === undefined || state === 'running' || (kind !== 'detect' && kind !== 'follow')) return
      open.show.renew(open.playback)
    }),
  ]
  stopHearing = () => {
    for (const stop of stops) stop()
  }
  useViewing.setState({
    open: {
      playback: playing(viewing, { cameraId: first }),
      show,
      request,
      recordings,
      cameras: viewing.cameraIds.flatMap((id) => cameraOf(cameras, id) ?? []),
      actorName: useStation.getState().station?.actor?.name ?? '',
    },
    closed: undefined,
  })
}

function playing(viewing: Viewing, from: { cameraId: CameraId; atUs?: number; seen?: Seen }): Playback {
  return new Playback(viewing, from, (watched) => office.viewings.watched({ viewingId: viewing.id, watched }))
}

function leave(why: 'closed' | 'locked' | 'idle'): void {
  const { open } = useViewing.getState()
  if (open === undefined) return
  stopHearing?.()
  stopHearing = undefined
  open.playback.end()
  open.show?.end()
  useViewing.setState({ open: undefined, closed: why === 'closed' ? open.request.id : undefined })
}
