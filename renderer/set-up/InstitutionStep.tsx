import { Radio, RadioGroup } from 'react-aria-components'
import { PresetName, presets } from '#domain/policy.ts'
import { classes } from '../ui/classes.ts'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import css from './SetUpScreen.module.css'
import { choosePreset, useSetUp } from './set-up.ts'

/** Step 1: a preset as a large card, then the three lines that are this institution's own. */
export function InstitutionStep() {
  const { setUp } = useWords()
  const { preset, name, viewingPlace, telephone, hasTried } = useSetUp()
  return (
    <>
      <div className={css['lead']}>
        <h1>{setUp.institutionTitle}</h1>
        <p>{setUp.institutionLead}</p>
      </div>
      <RadioGroup
        aria-label={setUp.presetLabel}
        className={classes(css['presets'])}
        value={preset}
        onChange={(chosen) => {
          const known = PresetName.options.find((option) => option === chosen)
          if (known !== undefined) choosePreset(known)
        }}
      >
        {PresetName.options.map((option) => (
          <Radio key={option} value={option} className={classes(css['preset'])}>
            <strong>{setUp.presets[option]}</strong>
            <span>
              {option === 'empty'
                ? setUp.presetEmpty
                : setUp.presetCameras(
                    presets[option].cameras.length,
                    presets[option].cameras[0]?.retentionDays ?? 0,
                  )}
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <TextField
        label={setUp.name}
        value={name}
        onChange={(changed) => useSetUp.setState({ name: changed })}
        error={hasTried && name.trim() === '' ? setUp.missing : undefined}
      />
      <div className={css['pair']}>
        <TextField
          label={setUp.viewingPlace}
          value={viewingPlace}
          onChange={(changed) => useSetUp.setState({ viewingPlace: changed })}
        />
        <TextField
          label={setUp.telephone}
          hint={setUp.telephoneHint}
          value={telephone}
          onChange={(changed) => useSetUp.setState({ telephone: changed })}
        />
      </div>
    </>
  )
}
