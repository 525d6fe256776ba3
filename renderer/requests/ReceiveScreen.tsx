import { useEffect, useRef, useState } from 'react'
import type { Alike } from '#contract/requests.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAttempt } from '../attempt.ts'
import { type BroughtForm, FormFileButton, useBroughtForm } from '../forms/FormFileButton.tsx'
import { useInstitution } from '../frame/institution.ts'
import { go } from '../frame/screen.ts'
import { useStation } from '../frame/station.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words.ts'
import { AgencyFields } from './AgencyFields.tsx'
import { AlikeDialog } from './AlikeDialog.tsx'
import { CameraPicker } from './CameraPicker.tsx'
import { beginFor, clear, isAgencyKind, keepDrafts, useDraft } from './draft.ts'
import { FormPaper } from './FormPaper.tsx'
import { readingOf, useProblems } from './fields.ts'
import { IdentityFields } from './IdentityFields.tsx'
import { beginInquiry, isBlank } from './inquiry.ts'
import { ObjectionFields } from './ObjectionFields.tsx'
import { ContactFields, PersonFields } from './PersonFields.tsx'
import css from './ReceiveScreen.module.css'
import { receive } from './receive.ts'
import { need, useRequests } from './requests.ts'
import { useFootage } from './useFootage.ts'
import { WhatFields } from './WhatFields.tsx'
import { WhenFields } from './WhenFields.tsx'
import { WhyFields } from './WhyFields.tsx'
import { walk } from './walk.ts'

/** A request in the order in which people speak; the paper at the right fills itself. */
export function ReceiveScreen({ requestId }: { requestId?: RequestId }) {
  const { requests, terms } = useWords()
  const { form } = requests
  const actorId = useStation(({ station }) => station?.actor?.id)
  const isReady = useDraft(({ ownedBy }) => ownedBy === actorId)
  const { problem, run } = useAttempt()
  const brought = useBroughtForm()
  // A form that begins anew begins at its first field.
  const [round, setRound] = useState(0)
  const startAfresh = () => {
    clear()
    brought.putAway()
    setRound(round + 1)
  }
  useEffect(() => {
    if (actorId !== undefined) void run(() => beginFor(actorId))
  }, [actorId, run])
  return (
    <>
      <header className={css['head']}>
        <h1>{form.title}</h1>
        <span className={css['keys']}>{form.lead}</span>
        <FormFileButton brought={brought} />
        <Button kind="quiet" size="small" onPress={startAfresh}>
          {form.clear}
        </Button>
      </header>
      {problem !== undefined && <Notice tone="danger">{problem}</Notice>}
      {isReady && requestId !== undefined && <Inquiry requestId={requestId} />}
      {isReady ? <Columns key={round} brought={brought} /> : <output>{terms.loading}</output>}
    </>
  )
}

/** The inquiry that was gone to be put in writing; what lies on the desk is not swept away for it. */
function Inquiry({ requestId }: { requestId: RequestId }) {
  const { requests, terms } = useWords()
  const { form } = requests
  const inquiry = useRequests(({ byId }) => byId[requestId])
  const cameras = useInstitution((state) => state.cameras)
  const draft = useDraft((state) => state.draft)
  const { problem, run } = useAttempt()
  useEffect(() => void run(() => need(requestId)), [requestId, run])
  const isFree = isBlank(draft)
  useEffect(() => {
    if (inquiry?.state === 'inquiry' && isFree) beginInquiry(inquiry, cameras)
  }, [inquiry, cameras, isFree])
  if (problem !== undefined) return <Notice tone="danger">{problem}</Notice>
  if (inquiry?.state !== 'inquiry') return null
  const number = terms.requestNumber(inquiry.number)
  if (draft.inquiryId === requestId) return <Notice tone="info">{form.writes(number)}</Notice>
  return (
    <Notice
      tone="warning"
      action={
        <Button size="small" onPress={() => beginInquiry(inquiry, cameras)}>
          {form.replace}
        </Button>
      }
    >
      {form.otherDraft(number)}
    </Notice>
  )
}

function Columns({ brought }: { brought: BroughtForm }) {
  useEffect(keepDrafts, [])
  return (
    <div className={css['columns']}>
      <Fields />
      <FormPaper brought={brought} />
    </div>
  )
}

function Fields() {
  const { form } = useWords().requests
  const page = useRef<HTMLFormElement>(null)
  const [alike, setAlike] = useState<readonly Alike[]>([])
  const { draft, hasTried } = useDraft()
  const missing = Object.keys(useProblems()).length
  const attempt = useAttempt()
  const footage = useFootage(draft)
  useEffect(() => page.current?.querySelector<HTMLElement>('[type=radio]:checked')?.focus(), [])
  const submit = (again: boolean) =>
    attempt.run(async () => {
      setAlike([])
      const outcome = await receive(readingOf(useDraft.getState().draft), again)
      if (outcome.is === 'received') go('requests', outcome.request.id)
      else if (outcome.is === 'alike') setAlike(outcome.alike)
      else page.current?.querySelector<HTMLElement>(INVALID)?.focus()
    })
  return (
    <>
      {/* biome-ignore lint: the form only carries Enter from field to field. */}
      <form
        ref={page}
        className={css['form']}
        noValidate
        onKeyDownCapture={walk}
        onSubmit={(event) => {
          event.preventDefault()
          void submit(false)
        }}
      >
        <Origin />
        <Part title={form.what}>
          <WhatFields />
        </Part>
        <Part title={form.who}>
          {draft.kind === 'object' ? (
            <ObjectionFields />
          ) : isAgencyKind(draft.kind) ? (
            <AgencyFields />
          ) : (
            <PersonFields />
          )}
          <IdentityFields />
        </Part>
        {draft.kind !== 'object' && (
          <>
            <Part title={form.when}>
              <WhenFields footage={footage} />
            </Part>
            <Part title={form.where}>
              <CameraPicker footage={footage} />
            </Part>
          </>
        )}
        <Part title={form.why}>
          <WhyFields />
        </Part>
        {draft.kind !== 'object' && !isAgencyKind(draft.kind) && (
          <Part title={form.contact}>
            <ContactFields />
          </Part>
        )}
        {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
        {hasTried && missing > 0 && <Notice tone="warning">{form.remaining(missing)}</Notice>}
        <footer className={css['foot']}>
          <Button kind="primary" type="submit" keys="Ctrl+Enter" isDisabled={attempt.isBusy}>
            {form.submit}
          </Button>
        </footer>
      </form>
      <AlikeDialog
        alike={alike}
        onClose={() => setAlike([])}
        onGoOn={({ id }) => go('requests', id)}
        onAgain={() => void submit(true)}
      />
    </>
  )
}

const INVALID = '[aria-invalid=true]:is(input, select, textarea), [data-invalid=true] input'

/** Where the text on the screen comes from, and whether it is safe. */
function Origin() {
  const { form } = useWords().requests
  const { origin, trouble } = useDraft()
  return (
    <>
      {origin === 'kept' && <Notice tone="info">{form.kept}</Notice>}
      {origin === 'unreadable' && <Notice tone="warning">{form.unreadable}</Notice>}
      {trouble !== undefined && <Notice tone="danger">{form.notKept}</Notice>}
    </>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <fieldset className={css['section']}>
      <legend className={css['legend']}>{title}</legend>
      {children}
    </fieldset>
  )
}
