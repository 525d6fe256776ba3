import { useEffect, useState } from 'react'
import type { ChosenCopy } from '#contract/identity.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAttempt } from '../attempt.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { type Cover, CoverPicture } from './CoverPicture.tsx'
import css from './Identity.module.css'

type Stage =
  | { at: 'reason' }
  | { at: 'boxes'; copy: ChosenCopy; covers: readonly Cover[]; focusedId?: string; zoom: number }
  | { at: 'kept'; picture: string }

const ZOOMS = [1, 1.5, 2, 3]

/**
 * Keeps a copy of an identity paper: why, which picture, boxes over the number, and what was saved of it. The picture is
 * shown and never saved; closing forgets it.
 */
export function IdentityCopyDialog({ requestId, onClose }: { requestId: RequestId; onClose: () => void }) {
  const { forms, terms } = useWords()
  const { identity } = forms
  const [stage, setStage] = useState<Stage>({ at: 'reason' })
  const [reason, setReason] = useState('')
  const { isBusy, problem, run } = useAttempt()
  // Whatever ends the dialog, a lock too: the picture is forgotten.
  useEffect(() => () => void office.identityCopies.cancel(), [])

  const choose = () =>
    run(async () => {
      const copy = await office.identityCopies.choose({ requestId, reason })
      if (copy !== null) setStage({ at: 'boxes', copy, covers: [], zoom: 1 })
    })
  const save = ({ copy, covers }: Extract<Stage, { at: 'boxes' }>) =>
    run(async () => {
      const boxes = covers.map(({ x, y, w, h }) => outward(x, y, w, h))
      const { picture } = await office.identityCopies.keep({ copyId: copy.copyId, boxes })
      setStage({ at: 'kept', picture })
    })

  return (
    <Dialog
      title={identity.title}
      isOpen
      isPersistent={stage.at === 'boxes'}
      size={stage.at === 'reason' ? 'normal' : 'wide'}
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        stage.at === 'reason' ? (
          <>
            <Button onPress={onClose}>{terms.cancel}</Button>
            <Button
              kind="primary"
              icon="folder"
              isDisabled={isBusy || reason.trim() === ''}
              onPress={() => void choose()}
            >
              {identity.choose}
            </Button>
          </>
        ) : (
          <>
            <Button isDisabled={isBusy} onPress={() => void choose()}>
              {identity.again}
            </Button>
            {stage.at === 'boxes' ? (
              <Button
                kind="primary"
                icon="lock"
                isDisabled={isBusy || stage.covers.length === 0}
                onPress={() => void save(stage)}
              >
                {identity.save}
              </Button>
            ) : (
              <Button kind="primary" onPress={onClose}>
                {terms.close}
              </Button>
            )}
          </>
        )
      }
    >
      {stage.at === 'reason' && (
        <>
          <p>{identity.lead}</p>
          <TextField
            label={identity.reason}
            hint={identity.reasonHint}
            maxLength={500}
            value={reason}
            onChange={setReason}
          />
        </>
      )}
      {stage.at === 'boxes' && <Boxes stage={stage} onChange={setStage} />}
      {stage.at === 'kept' && (
        <>
          <Notice tone="success" title={identity.saved}>
            {identity.check}
          </Notice>
          <div className={css['frame']}>
            <img
              className={css['kept']}
              src={`data:image/jpeg;base64,${stage.picture}`}
              alt={identity.masked}
            />
          </div>
        </>
      )}
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
    </Dialog>
  )
}

type BoxesStage = Extract<Stage, { at: 'boxes' }>

function Boxes({ stage, onChange }: { stage: BoxesStage; onChange: (stage: BoxesStage) => void }) {
  const { forms } = useWords()
  const { identity } = forms
  const { copy, covers, zoom } = stage
  const step = ZOOMS.indexOf(zoom)
  const put = () => {
    const [w, h] = [copy.width / 4, copy.height / 12]
    const cover = { x: (copy.width - w) / 2, y: (copy.height - h) / 2, w, h, id: crypto.randomUUID() }
    onChange({ ...stage, covers: [...covers, cover], focusedId: cover.id })
  }
  const scaled = (by: number) => onChange({ ...stage, zoom: ZOOMS[step + by] ?? zoom })
  return (
    <>
      <p>
        <strong>{identity.drawHint}</strong>
        <br />
        <span className={css['keys']}>{identity.keysHint}</span>
      </p>
      <div className={css['tools']}>
        <Button size="small" icon="plus" onPress={put}>
          {identity.place}
        </Button>
        <output>{identity.boxes(covers.length)}</output>
        <Button size="small" kind="quiet" isDisabled={step === 0} onPress={() => scaled(-1)}>
          {forms.smaller}
        </Button>
        <Button size="small" kind="quiet" isDisabled={step === ZOOMS.length - 1} onPress={() => scaled(1)}>
          {forms.larger}
        </Button>
      </div>
      <CoverPicture
        copy={copy}
        covers={covers}
        focusedId={stage.focusedId}
        zoom={zoom}
        onChange={(next) => onChange({ ...stage, covers: next })}
      />
    </>
  )
}

/** Whole pixels, never fewer than were drawn over. */
function outward(x: number, y: number, w: number, h: number) {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  return { x: left, y: top, w: Math.ceil(x + w) - left, h: Math.ceil(y + h) - top }
}
