import { CheckBox } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import css from './SettingsScreen.module.css'

interface ConfirmedFormsProps {
  confirmed: readonly string[]
  onChange: (confirmed: string[]) => void
}

/** Which statutory forms were compared with the official drawing: only these print their number. */
export function ConfirmedForms({ confirmed, onChange }: ConfirmedFormsProps) {
  const { settings } = useWords()
  return (
    <>
      <Notice tone="warning">{settings.formsWarning}</Notice>
      <div className={css['checks']}>
        {Object.entries(settings.forms).map(([name, title]) => (
          <CheckBox
            key={name}
            isSelected={confirmed.includes(name)}
            onChange={(isOn) =>
              onChange(isOn ? [...confirmed, name] : confirmed.filter((other) => other !== name))
            }
          >
            {title}
          </CheckBox>
        ))}
      </div>
    </>
  )
}
