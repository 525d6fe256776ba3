import { useState } from 'react'
import { clearanceOf } from '#domain/clearance.ts'
import type { CameraId } from '#domain/policy.ts'
import type { FootageRequest } from '#domain/request.ts'
import { cameraOf, useInstitution } from '../frame/institution.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './ExportSheet.module.css'
import { ExportSheet } from './ExportSheet.tsx'

interface ClearExportProps {
  request: FootageRequest
  /** The camera that is looked at; without one it is chosen here. */
  cameraId?: CameraId
}

/**
 * Exports footage with everybody in it as they are, without looking for people first: shown only where the decision allows
 * it, with the sentence why.
 */
export function ClearExport({ request, cameraId }: ClearExportProps) {
  const { exports: sheet, masking, viewing } = useWords()
  const cameras = useInstitution((state) => state.cameras)
  const [chosen, setChosen] = useState(cameraId ?? request.form.cameraIds[0])
  const [isOpen, setOpen] = useState(false)
  const clearance = clearanceOf(request)
  const wanted = cameraId ?? chosen
  if (clearance === undefined || wanted === undefined) return null
  return (
    <Card title={sheet.clear.title}>
      <p>{sheet.clear.because[clearance.others]}</p>
      <p className={css['hint']}>{sheet.clear.text}</p>
      {cameraId === undefined && request.form.cameraIds.length > 1 && (
        <SelectField<CameraId>
          label={masking.camera}
          value={wanted}
          onChange={setChosen}
          options={request.form.cameraIds.map((id) => {
            const camera = cameraOf(cameras, id)
            return {
              value: id,
              label: camera === undefined ? id : viewing.cameraTab(camera.number, camera.place),
            }
          })}
        />
      )}
      <div className={css['actions']}>
        <Button icon="box" onPress={() => setOpen(true)}>
          {sheet.clear.open}
        </Button>
      </div>
      <ExportSheet
        request={request}
        cameraId={wanted}
        clip={undefined}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </Card>
  )
}
