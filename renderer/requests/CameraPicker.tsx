import { Checkbox } from 'react-aria-components'
import type { Camera } from '#domain/policy.ts'
import { groupsOf, useInstitution } from '../frame/institution.ts'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { coverageOf } from './coverage.ts'
import { toggleCamera, useDraft } from './draft.ts'
import css from './ReceiveScreen.module.css'
import type { Footage } from './useFootage.ts'

/** Every camera by its area; once the times are known each says whether it has footage of them. */
export function CameraPicker({ error, footage }: { error: string | undefined; footage: Footage }) {
  const { form } = useWords().requests
  const cameras = useInstitution((state) => state.cameras)
  const chosen = useDraft(({ draft }) => draft.cameraIds)
  if (cameras.length === 0) return <Notice tone="warning">{form.noCameras}</Notice>
  return (
    <fieldset
      aria-label={form.cameras}
      className={css['cameras']}
      data-walk="once"
      data-invalid={error !== undefined}
    >
      {groupsOf(cameras).map(({ group, members }) => (
        <div key={group} className={css['cameraGroup']}>
          {group !== '' && <span className={css['groupName']}>{group}</span>}
          <div className={css['chips']}>
            {members.map((camera) => (
              <CameraChip
                key={camera.id}
                camera={camera}
                isChosen={chosen.includes(camera.id)}
                footage={footage}
              />
            ))}
          </div>
        </div>
      ))}
      {error !== undefined && (
        <span className={css['error']}>
          <Icon name="danger" size={16} />
          {error}
        </span>
      )}
    </fieldset>
  )
}

interface CameraChipProps {
  camera: Camera
  isChosen: boolean
  footage: Footage
}

function CameraChip({ camera, isChosen, footage: { asked, recordings } }: CameraChipProps) {
  const { form } = useWords().requests
  const coverage =
    asked !== undefined && asked.fromAt < asked.toAt ? coverageOf(recordings, camera.id, asked) : undefined
  return (
    <Checkbox
      className={classes(css['chip'])}
      isSelected={isChosen}
      onChange={(isSelected) => toggleCamera(camera.id, isSelected)}
    >
      <span>{form.camera(camera.number, camera.place)}</span>
      {coverage !== undefined && (
        <span className={classes(css['coverage'], css[coverage])}>{form.coverage[coverage]}</span>
      )}
    </Checkbox>
  )
}
