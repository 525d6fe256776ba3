import { useEffect, useState } from 'react'
import type { CameraId } from '#domain/policy.ts'
import { type FootageRequest, isSearchable } from '#domain/request.ts'
import { type RequestId, requesterName } from '#domain/request-form.ts'
import { useAttempt } from '../attempt.ts'
import { cameraOf, useInstitution } from '../frame/institution.ts'
import { go } from '../frame/screen.ts'
import { useRequests } from '../requests/requests.ts'
import { Button } from '../ui/Button.tsx'
import { SelectField } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card, EmptyState } from '../ui/Panel.tsx'
import { rangeToSecond } from '../viewing/clock.ts'
import { RequestChoice } from '../viewing/RequestChoice.tsx'
import { forgetClosed, openViewing, resumeViewing, useViewing } from '../viewing/viewing.ts'
import { useWords } from '../words.ts'
import { ClearExport } from './ClearExport.tsx'
import css from './MaskingScreen.module.css'
import { Workbench } from './Workbench.tsx'

/** Choosing who stays visible in what leaves the house; everybody else is masked. */
export function MaskingScreen({ requestId }: { requestId?: RequestId | undefined }) {
  const words = useWords()
  const { masking, viewing } = words
  const open = useViewing((state) => state.open)
  const closed = useViewing((state) => state.closed)
  const [chosen, setChosen] = useState(requestId)
  const request = useRequests(({ byId }) => (chosen === undefined ? undefined : byId[chosen]))
  const resume = useAttempt()

  useEffect(() => setChosen(requestId), [requestId])
  useEffect(() => {
    void resume.run(resumeViewing)
    return forgetClosed
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the screen opens
  }, [])

  if (open !== undefined && open.playback.viewing.purpose === 'mask')
    return <Workbench key={open.playback.viewing.id} open={open} />
  return (
    <div className={css['screen']}>
      <h1>{masking.title}</h1>
      {resume.problem !== undefined && <Notice tone="danger">{resume.problem}</Notice>}
      {closed !== undefined && (
        <Notice
          tone="success"
          action={<Button onPress={() => go('requests', closed)}>{viewing.closed.toRequest}</Button>}
        >
          {viewing.closed.text}
        </Notice>
      )}
      {open !== undefined ? (
        <EmptyState icon="record" title={viewing.otherOpen.view}>
          {viewing.otherOpen.text}
        </EmptyState>
      ) : request !== undefined ? (
        <Opening key={request.id} request={request} onOther={() => setChosen(undefined)} />
      ) : (
        <>
          <h2>{masking.choose}</h2>
          <RequestChoice onChoose={setChosen} />
        </>
      )}
    </div>
  )
}

interface OpeningProps {
  request: FootageRequest
  onOther: () => void
}

function Opening({ request, onOther }: OpeningProps) {
  const { terms, masking, viewing } = useWords()
  const cameras = useInstitution((state) => state.cameras)
  const { form } = request
  const [cameraId, setCameraId] = useState<CameraId | undefined>(form.cameraIds[0])
  const attempt = useAttempt()
  const isReady = isSearchable(request)

  const open = () =>
    void attempt.run(() =>
      openViewing(
        { requestId: request.id, purpose: 'mask', picture: 'clear', finding: '', witness: '' },
        cameraId,
      ),
    )

  return (
    <div className={css['opening']}>
      <Card title={terms.requestNumber(request.number)}>
        <p className={css['facts']}>
          {requesterName(form)} · {rangeToSecond(form.fromAt, form.toAt)}
        </p>
        {form.clues !== '' && <p>{form.clues}</p>}
        {isReady ? (
          <>
            <SelectField<CameraId>
              label={masking.camera}
              value={cameraId ?? ''}
              onChange={setCameraId}
              options={form.cameraIds.map((id) => {
                const camera = cameraOf(cameras, id)
                return {
                  value: id,
                  label: camera === undefined ? id : viewing.cameraTab(camera.number, camera.place),
                }
              })}
            />
            <Notice tone="info">{masking.openText}</Notice>
          </>
        ) : (
          <Notice tone="warning">{viewing.form.notApproved}</Notice>
        )}
        {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
        <div className={css['actions']}>
          <Button onPress={onOther}>{viewing.form.other}</Button>
          {isReady && (
            <Button kind="primary" icon="play" isDisabled={attempt.isBusy} onPress={open}>
              {masking.open}
            </Button>
          )}
        </div>
      </Card>
      {cameraId !== undefined && <ClearExport key={cameraId} request={request} cameraId={cameraId} />}
    </div>
  )
}
