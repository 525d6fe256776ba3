import { useAttempt } from '../attempt.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { openSettings } from '../settings/side.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './Frame.module.css'
import { menuOf } from './screen.ts'
import { useStation } from './station.ts'

/** Above every screen as long as it holds: nothing can be entered, or no valid recovery code is known to be on paper. */
export function RecoveryStrips() {
  const { recovery } = useWords()
  const station = useStation((state) => state.station)
  if (station?.actor === undefined) return null
  const maySet = menuOf(station.actor).includes('settings')
  const { isReadOnly, ledgerSize = 0, provableUntilAt, mustReplaceCode } = station
  return (
    <>
      {isReadOnly === true && provableUntilAt !== undefined && (
        <section className={css['recording']} aria-label={recovery.readOnly.label}>
          <p className={css['recordingWords']} role="alert">
            <Icon name="danger" size={18} />
            <strong>{recovery.readOnly.title}</strong>
            <span>{recovery.readOnly.text(ledgerSize, momentText(provableUntilAt))}</span>
          </p>
          {maySet && (
            <Button size="small" onPress={() => openSettings('recovery')}>
              {recovery.readOnly.ways}
            </Button>
          )}
        </section>
      )}
      {mustReplaceCode === true && maySet && (
        <section className={css['reminder']} aria-label={recovery.replaceCode.label}>
          <Icon name="warning" size={18} />
          <p>{recovery.replaceCode.text}</p>
          <Button size="small" onPress={() => openSettings('recovery')}>
            {recovery.replaceCode.go}
          </Button>
        </section>
      )}
    </>
  )
}

/** What was made anew when the vault was opened, until somebody has read it. */
export function MendedNotice() {
  const { recovery } = useWords()
  const mended = useStation((state) => state.station?.mended)
  const attempt = useAttempt()
  if (mended === undefined) return null
  return (
    <Notice
      tone="success"
      title={recovery.mended.title}
      onClose={() => void attempt.run(() => office.station.noteMended())}
      closeLabel={recovery.mended.dismiss}
    >
      {recovery.mended.text(mended.copy, mended.kept)}
    </Notice>
  )
}
