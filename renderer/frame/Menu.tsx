import type { Actor } from '#domain/actor.ts'
import { dayOf } from '#domain/time.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { open, useRequests } from '../requests/requests.ts'
import { useDuties } from '../today/duties.ts'
import { pressing } from '../today/inbox.ts'
import { classes } from '../ui/classes.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { useWords } from '../words.ts'
import css from './Frame.module.css'
import { useOpenViewing } from './open-viewing.ts'
import { go, type MenuScreen, menuEntry, menuOf, useScreen } from './screen.ts'
import { now } from './station.ts'

const icons: Record<MenuScreen, IconName> = {
  today: 'today',
  requests: 'paper',
  viewing: 'play',
  masking: 'person',
  intake: 'folder',
  ledger: 'book',
  'access-review': 'check',
  retention: 'clock',
  settings: 'settings',
}

/** The screens this person's role may use, and no other. */
export function Menu({ actor }: { actor: Actor }) {
  const { frame } = useWords()
  const screen = useScreen((state) => state.screen)
  const waiting = useRequests(({ byId }) => open(byId).length)
  const toDo = useDuties((duties) => pressing(duties, dayOf(now())))
  const counts: Partial<Record<MenuScreen, number>> = { today: toDo, requests: waiting }
  const { run } = useAttempt()
  return (
    <nav className={css['menu']} aria-label={frame.menu}>
      {menuOf(actor).map((entry) => (
        <button
          key={entry}
          type="button"
          className={classes(css['entry'], menuEntry(screen) === entry && css['here'])}
          aria-current={menuEntry(screen) === entry ? 'page' : undefined}
          onClick={() => goToEntry(entry)}
        >
          <Icon name={icons[entry]} />
          {frame.screens[entry]}
          {counts[entry] !== undefined && counts[entry] > 0 && (
            <span className={css['waiting']} aria-hidden="true">
              {counts[entry]}
            </span>
          )}
        </button>
      ))}
      <button
        type="button"
        className={classes(css['entry'], css['leave'])}
        onClick={() => void run(() => office.station.signOut())}
      >
        <Icon name="leave" />
        {frame.signOut}
      </button>
    </nav>
  )
}

/** Viewing and masking stay with the request at hand; every other entry begins at its own beginning. */
export function goToEntry(entry: MenuScreen): void {
  const isOfRequest = entry === 'viewing' || entry === 'masking'
  const { viewing } = useOpenViewing.getState()
  go(entry, isOfRequest ? (viewing?.requestId ?? useScreen.getState().requestId) : undefined)
}
