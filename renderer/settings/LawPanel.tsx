import { useState } from 'react'
import type { LawChange } from '#domain/law/law.ts'
import { dayOf } from '#domain/time.ts'
import type { Catalogue } from '#i18n/index.ts'
import { useAttempt } from '../attempt.ts'
import { now } from '../frame/station.ts'
import { dayText } from '../moments.ts'
import { office } from '../office.ts'
import { lawAt, refreshLaw, useLaw } from '../requests/law.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card, Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { HolidaysCard } from './HolidaysCard.tsx'
import css from './SettingsScreen.module.css'

/** The law and the days off that the station goes by; both are dated, and loaded as they change. */
export function LawPanel() {
  return (
    <>
      <LawCard />
      <HolidaysCard />
    </>
  )
}

function LawCard() {
  const words = useWords()
  const { law: said } = words.settings
  const changes = useLaw((state) => state.changes)
  const attempt = useAttempt()
  const [told, tell] = useState<string>()
  const todayOn = dayOf(now())
  const { name, effectiveFrom } = lawAt(todayOn)
  const load = () =>
    attempt.run(async () => {
      tell(undefined)
      const change = await office.law.load()
      await refreshLaw()
      if (change !== null) tell(said.loaded(change.name, dayText(change.effectiveFrom, words)))
    })
  const takeBack = (change: LawChange) =>
    attempt.run(async () => {
      tell(undefined)
      await office.law.takeBack({ effectiveFrom: change.effectiveFrom })
      await refreshLaw()
      tell(said.takenBack(change.name))
    })
  return (
    <Card
      title={said.title}
      aside={
        <Button icon="folder" isDisabled={attempt.isBusy} onPress={() => void load()}>
          {said.load}
        </Button>
      }
    >
      <p>
        {said.version}: <strong>{name}</strong> · {said.effective(dayText(effectiveFrom, words))}
      </p>
      <p className={css['quiet']}>{said.loadHint}</p>
      {changes.length === 0 ? (
        <p className={css['quiet']}>{said.noChanges}</p>
      ) : (
        <ul className={css['changes']} aria-label={said.changes}>
          {changes.map((change) => (
            <li key={change.effectiveFrom}>
              <span className={css['grow']}>
                <strong>{change.name}</strong> · {said.effective(dayText(change.effectiveFrom, words))}
                <br />
                <span className={css['quiet']}>{said.contents(contentsOf(change, words))}</span>
              </span>
              {change.effectiveFrom > todayOn ? (
                <>
                  <Tag tone="warning" icon="clock">
                    {said.coming}
                  </Tag>
                  <Button
                    size="small"
                    icon="undo"
                    aria-label={said.takeBackOf(change.name)}
                    isDisabled={attempt.isBusy}
                    onPress={() => void takeBack(change)}
                  >
                    {said.takeBack}
                  </Button>
                </>
              ) : (
                <Tag tone="success" icon="check">
                  {said.inForce}
                </Tag>
              )}
            </li>
          ))}
        </ul>
      )}
      {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      {told !== undefined && <Notice tone="success">{told}</Notice>}
    </Card>
  )
}

/** What a change alters, in counts. */
function contentsOf(change: LawChange, { settings }: Catalogue): string[] {
  const parts = ['grounds', 'bases', 'deadlines', 'blocked', 'texts', 'suggestions'] as const
  return parts.flatMap((part) => {
    const content = change[part]
    return content === undefined ? [] : [settings.law.parts[part](Object.keys(content).length)]
  })
}
