import { useEffect, useState } from 'react'
import { type Actor, ledgerName } from '#domain/actor.ts'
import { momentText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useWords } from '../words.ts'
import css from './Frame.module.css'
import { now, useStation } from './station.ts'

/** Whose station, how the ledger and the storage stand, what time it is, and who is signed in. */
export function TopBar({ actor, onLock, onKeys }: { actor: Actor; onLock: () => void; onKeys: () => void }) {
  const { frame, terms } = useWords()
  const station = useStation((state) => state.station)
  return (
    <header className={css['top']}>
      <strong className={css['institution']}>{station?.institutionName ?? terms.product}</strong>
      <ul className={css['facts']} aria-label={frame.status}>
        {station?.ledgerSize !== undefined && (
          <li>
            <Icon name="book" size={17} />
            {frame.ledgerSize(station.ledgerSize)}
          </li>
        )}
        {station?.freeBytes !== undefined && (
          <li>
            <Icon name="disk" size={17} />
            {frame.free(terms.size(station.freeBytes))}
          </li>
        )}
        <li>
          <Icon name="clock" size={17} />
          <Clock />
        </li>
      </ul>
      <span className={css['who']}>
        <Icon name="person" size={17} />
        {ledgerName(actor)}
      </span>
      <Button kind="quiet" size="small" icon="keyboard" aria-label={frame.keysButton} onPress={onKeys}>
        ?
      </Button>
      <Button size="small" icon="lock" keys="Ctrl+L" onPress={onLock}>
        {frame.lock}
      </Button>
    </header>
  )
}

function Clock() {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return <time dateTime={at}>{momentText(at, 'second')}</time>
}
