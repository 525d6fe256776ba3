import { type Actor, may } from '#domain/actor.ts'
import { go } from '../frame/screen.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './TodayScreen.module.css'

/** A new station says what to do first. */
export function FirstSteps({ actor }: { actor: Actor }) {
  const { first } = useWords().today
  const steps = [
    ...(may(actor, 'settings.change')
      ? [
          {
            title: first.cameras,
            text: first.camerasText,
            label: first.camerasGo,
            screen: 'settings' as const,
          },
        ]
      : []),
    { title: first.intake, text: first.intakeText, label: first.intakeGo, screen: 'intake' as const },
    { title: first.request, text: first.requestText, label: first.requestGo, screen: 'receive' as const },
  ]
  return (
    <Card title={first.title}>
      <ol className={css['first']}>
        {steps.map(({ title, text, label, screen }, index) => (
          <li key={screen}>
            <span className={css['number']}>{index + 1}</span>
            <div>
              <strong>{title}</strong>
              <p className={css['until']}>{text}</p>
            </div>
            <Button kind={index === 0 ? 'primary' : 'secondary'} onPress={() => go(screen)}>
              {label}
            </Button>
          </li>
        ))}
      </ol>
    </Card>
  )
}
