import { create } from 'zustand'
import { type Actor, type ActorId, may, type Right } from '#domain/actor.ts'
import type { RequestId } from '#domain/request-form.ts'

/** The screens of the menu, in its order. */
export const MENU = [
  'today',
  'requests',
  'viewing',
  'masking',
  'intake',
  'ledger',
  'access-review',
  'retention',
  'settings',
] as const
export type MenuScreen = (typeof MENU)[number]
/** `receive` is the form of a new request; it stands under `requests` in the menu. */
export type ScreenName = MenuScreen | 'receive'

interface ScreenState {
  screen: ScreenName
  /** The request a screen is about: its detail page, its viewing, its masking. */
  requestId: RequestId | undefined
  /** Who was here last. */
  actorId: ActorId | undefined
}

export const useScreen = create<ScreenState>()(() => ({
  screen: 'today',
  requestId: undefined,
  actorId: undefined,
}))

/** Goes to a screen; `go('requests')` without a request is the list. */
export function go(screen: ScreenName, requestId?: RequestId): void {
  useScreen.setState({ screen, requestId })
}

const rights: Record<MenuScreen, readonly Right[]> = {
  today: [],
  requests: ['request.receive', 'request.decide'],
  viewing: ['footage.view'],
  masking: ['footage.mask'],
  intake: ['footage.take-in'],
  ledger: ['ledger.read', 'access.read'],
  'access-review': ['review.read'],
  retention: ['retention.check', 'footage.destroy'],
  settings: ['settings.change'],
}

/** What stands in a person's menu: a screen they may do nothing on is absent. */
export function menuOf(actor: Pick<Actor, 'role'>): MenuScreen[] {
  return MENU.filter((screen) => {
    const needed = rights[screen]
    return needed.length === 0 || needed.some((right) => may(actor, right))
  })
}

/** The entry of the menu under which a screen stands. */
export function menuEntry(screen: ScreenName): MenuScreen {
  return screen === 'receive' ? 'requests' : screen
}

/** Somebody has signed in: whoever was here last finds the screen they left, everybody else begins at home. */
export function arrive({ id, role }: Pick<Actor, 'id' | 'role'>): void {
  const { actorId, screen } = useScreen.getState()
  const mayStay = actorId === id && menuOf({ role }).includes(menuEntry(screen))
  useScreen.setState({ actorId: id, ...(!mayStay && { screen: 'today', requestId: undefined }) })
}
