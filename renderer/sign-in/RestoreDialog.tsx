import { type FormEvent, useId, useState } from 'react'
import type { Backup } from '#contract/recovery.ts'
import { Refusal, type Refusals } from '#domain/refusal.ts'
import { useAttempt } from '../attempt.ts'
import { useStation } from '../frame/station.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { CheckBox, RadioRow } from '../ui/Choice.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextField } from '../ui/TextField.tsx'
import { refusalSentence, useWords } from '../words.ts'
import css from './SignInScreen.module.css'

type Loss = Refusals['restore-loses']

/** From choosing a backup to the files' having been exchanged; what would be lost is asked about twice. */
export function RestoreDialog({ onClose, onRestored }: { onClose: () => void; onRestored: () => void }) {
  const words = useWords()
  const { terms } = words
  const { restore } = words.recovery
  const formId = useId()
  const attempt = useAttempt()
  const [backup, setBackup] = useState<Backup>()
  const [by, setBy] = useState<'password' | 'code'>('password')
  const [loginName, setLoginName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [loss, setLoss] = useState<Loss>()
  const [isKnown, setKnown] = useState(false)
  const isReady =
    backup !== undefined &&
    (by === 'code' ? code.trim() !== '' : loginName.trim() !== '' && password !== '') &&
    (loss === undefined || isKnown)
  const choose = () =>
    attempt.run(async () => {
      const chosen = await office.backups.choose()
      if (chosen === null) return
      setBackup(chosen)
      setLoss(undefined)
    })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    let isRestored = false
    await attempt.run(async () => {
      const secret = by === 'code' ? { recoveryCode: code.trim() } : { loginName: loginName.trim(), password }
      try {
        await office.backups.restore({ secret, ...(loss !== undefined && { loses: loss.lost }) })
        isRestored = true
      } catch (thrown) {
        if (!(thrown instanceof Refusal) || thrown.code !== 'restore-loses') throw thrown
        setKnown(false)
        setLoss(thrown.data as Loss)
      }
    })
    if (!isRestored) return
    onRestored()
    onClose()
  }
  return (
    <Dialog
      title={restore.title}
      isOpen
      isPersistent
      onClose={onClose}
      closeLabel={terms.close}
      actions={
        <>
          <Button isDisabled={attempt.isBusy} onPress={onClose}>
            {terms.cancel}
          </Button>
          <Button kind="primary" type="submit" form={formId} isDisabled={!isReady || attempt.isBusy}>
            {loss === undefined ? restore.submit : restore.submitLoses(loss.lost)}
          </Button>
        </>
      }
    >
      <form id={formId} className={css['fields']} onSubmit={(event) => void submit(event)}>
        {loss === undefined && (
          <>
            <p>{restore.lead}</p>
            <div>
              <Button icon="folder" isDisabled={attempt.isBusy} onPress={() => void choose()}>
                {restore.choose}
              </Button>
            </div>
          </>
        )}
        {backup !== undefined && (
          <section aria-label={restore.chosen}>
            <dl className={css['facts']}>
              <dt>{restore.folder}</dt>
              <dd>{backup.folder}</dd>
              <dt>{restore.at}</dt>
              <dd>{momentText(backup.at)}</dd>
              <dt>{restore.entries}</dt>
              <dd>{restore.entriesText(backup.size)}</dd>
            </dl>
          </section>
        )}
        {backup !== undefined && loss === undefined && (
          <>
            <p className={css['lead']}>{restore.kept}</p>
            <RadioRow
              label={restore.by}
              value={by}
              onChange={setBy}
              options={[
                { value: 'password', label: restore.password },
                { value: 'code', label: restore.code },
              ]}
            />
            {by === 'password' ? (
              <>
                <TextField
                  label={restore.loginName}
                  value={loginName}
                  onChange={setLoginName}
                  autoComplete="off"
                />
                <TextField
                  label={restore.passwordField}
                  type="password"
                  value={password}
                  onChange={setPassword}
                  autoComplete="off"
                />
              </>
            ) : (
              <TextField label={restore.codeField} value={code} onChange={setCode} autoComplete="off" />
            )}
          </>
        )}
        {loss !== undefined && (
          <>
            <Notice tone="danger" title={restore.losesTitle}>
              {refusalSentence('restore-loses', loss, words)} {restore.losesText}
            </Notice>
            <CheckBox isSelected={isKnown} onChange={setKnown}>
              {restore.losesAgain(loss.lost)}
            </CheckBox>
          </>
        )}
        <Checked isBusy={attempt.isBusy} />
        {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
      </form>
    </Dialog>
  )
}

function Checked({ isBusy }: { isBusy: boolean }) {
  const { recovery } = useWords()
  const checked = useStation((state) => state.station?.checkedEntries)
  if (!isBusy || checked === undefined || checked === 0) return null
  return <Notice tone="info">{recovery.checking(checked)}</Notice>
}
