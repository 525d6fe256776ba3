import { Checkbox } from 'react-aria-components'
import type { Camera } from '#domain/policy.ts'
import { addDays, dayOf } from '#domain/time.ts'
import { groupsOf, useInstitution } from '../frame/institution.ts'
import { now } from '../frame/station.ts'
import { dayText } from '../moments.ts'
import { classes } from '../ui/classes.ts'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { coverageOf } from './coverage.ts'
import { edit, toggleCamera, useDraft } from './draft.ts'
import { useFields } from './fields.ts'
import css from './ReceiveScreen.module.css'
import { camerasText, typedCameras } from './typing.ts'
import type { Footage } from './useFootage.ts'

/** Cameras by the numbers that somebody types, or by their area; each says whether it has footage of the times. */
export function CameraPicker({ footage }: { footage: Footage }) {
  const { form } = useWords().requests
  const cameras = useInstitution((state) => state.cameras)
  const text = useDraft(({ draft }) => draft.cameras)
  const { onBlur, ...typed } = useFields()('cameras')
  if (cameras.length === 0) return <Notice tone="warning">{form.noCameras}</Notice>
  const { ids, unknown, isReadable } = typedCameras(text, cameras)
  const settle = () => {
    if (isReadable && unknown.length === 0) edit({ cameras: camerasText(ids, cameras) })
    onBlur()
  }
  return (
    <>
      <TextField
        label={form.cameras}
        hint={form.camerasHint}
        autoComplete="off"
        inputMode="numeric"
        {...typed}
        onBlur={settle}
      />
      <fieldset aria-label={form.pick} className={css['cameras']} data-walk="skip">
        {groupsOf(cameras).map(({ group, members }) => (
          <div key={group} className={css['cameraGroup']}>
            {group !== '' && <span className={css['groupName']}>{group}</span>}
            <div className={css['chips']}>
              {members.map((camera) => (
                <CameraChip
                  key={camera.id}
                  camera={camera}
                  isChosen={ids.includes(camera.id)}
                  footage={footage}
                />
              ))}
            </div>
          </div>
        ))}
      </fieldset>
      <Expiry chosen={cameras.filter(({ id }) => ids.includes(id))} footage={footage} />
    </>
  )
}

interface CameraChipProps {
  camera: Camera
  isChosen: boolean
  footage: Footage
}

function CameraChip({ camera, isChosen, footage: { asked, recordings } }: CameraChipProps) {
  const { form } = useWords().requests
  const cameras = useInstitution((state) => state.cameras)
  const coverage =
    asked !== undefined && recordings !== undefined ? coverageOf(recordings, camera.id, asked) : undefined
  return (
    <Checkbox
      className={classes(css['chip'])}
      isSelected={isChosen}
      onChange={(isSelected) => toggleCamera(camera.id, isSelected, cameras)}
    >
      <span>{form.camera(camera.number, camera.place)}</span>
      {coverage !== undefined && (
        <span className={classes(css['coverage'], css[coverage])}>{form.coverage[coverage]}</span>
      )}
    </Checkbox>
  )
}

/**
 * What is not held any more, or never was, may be asked for all the same: the answer is 부존재 (domain §6.2). Whoever
 * receives it knows before, and knows by which day missing footage has to be taken in.
 */
function Expiry({ chosen, footage }: { chosen: readonly Camera[]; footage: Footage }) {
  const words = useWords()
  const { form } = words.requests
  const { asked, recordings } = footage
  if (asked === undefined || recordings === undefined || chosen.length === 0) return null
  const missing = chosen.filter(({ id }) => coverageOf(recordings, id, asked) === 'none')
  if (missing.length === 0) return null
  const days = missing.map(({ retentionDays }) => retentionDays)
  const expiresOn = addDays(dayOf(asked.fromAt), Math.min(...days))
  const say = expiresOn <= dayOf(now()) ? form.expired : form.notHeld
  return <Notice tone="warning">{say(dayText(expiresOn, words))}</Notice>
}
