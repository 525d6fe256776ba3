import type { Actor } from '#domain/actor.ts'
import { open, useRequests } from '../requests/requests.ts'
import { classes } from '../ui/classes.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { useWords } from '../words.ts'
import css from './Frame.module.css'
import { useOpenViewing } from './open-viewing.ts'
import { go, type MenuScreen, menuEntry, menuOf, useScreen } from './screen.ts'

const icons: Record<MenuScreen, IconName> = {
  today: 'today',
  requests: 'paper',
  viewing: 'play',
  masking: 'person',
  intake: 'folder',
  ledger: 'book',
  settings: 'settings',
}

/** The screens this person's role may use, and no other. */
export function Menu({ actor }: { actor: Actor }) {
  const { frame } = useWords()
  const { screen, requestId } = useScreen()
  const viewing = useOpenViewing((state) => state.viewing)
  const waiting = useRequests(({ byId }) => open(byId).length)
  const pressed = (entry: MenuScreen) => {
    // Viewing and masking stay with the request at hand; every other entry begins at its own beginning.
    const isOfRequest = entry === 'viewing' || entry === 'masking'
    go(entry, isOfRequest ? (viewing?.requestId ?? requestId) : undefined)
  }
  return (
    <nav className={css['menu']} aria-label={frame.menu}>
      {menuOf(actor).map((entry) => (
        <button
          key={entry}
          type="button"
          className={classes(css['entry'], menuEntry(screen) === entry && css['here'])}
          aria-current={menuEntry(screen) === entry ? 'page' : undefined}
          onClick={() => pressed(entry)}
        >
          <Icon name={icons[entry]} />
          {frame.screens[entry]}
          {entry === 'requests' && waiting > 0 && (
            <span className={css['waiting']} aria-hidden="true">
              {waiting}
            </span>
          )}
        </button>
      ))}
    </nav>
  )
}
