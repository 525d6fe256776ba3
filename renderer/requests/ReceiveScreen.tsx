import { useEffect, useRef } from 'react'
import { useAttempt } from '../attempt.ts'
import { go } from '../frame/screen.ts'
import { now, useStation } from '../frame/station.ts'
import { Button } from '../ui/Button.tsx'
import { RadioRow } from '../ui/Choice.tsx'
import { Notice } from '../ui/Notice.tsx'
import { TextArea } from '../ui/TextField.tsx'
import { useWords } from '../words.ts'
import { CameraPicker } from './CameraPicker.tsx'
import { beginFor, clear, edit, type Field, problemsOf, receive, useDraft } from './draft.ts'
import { FormPaper } from './FormPaper.tsx'
import { PersonFields } from './PersonFields.tsx'
import css from './ReceiveScreen.module.css'
import { useFootage } from './useFootage.ts'
import { WhenFields } from './WhenFields.tsx'
import { walk } from './walk.ts'

/** A visitor's request in the order in which people speak; the paper at the right fills itself. */
export function ReceiveScreen() {
  const { requests, terms } = useWords()
  const { form } = requests
  const actor = useStation(({ station }) => station?.actor)
  const { draft, hasTried } = useDraft()
  const attempt = useAttempt()
  const page = useRef<HTMLFormElement>(null)
  const footage = useFootage(draft)
  useEffect(() => {
    if (actor !== undefined) beginFor(actor.id)
  }, [actor])
  useEffect(() => page.current?.querySelector<HTMLElement>('[type=radio]:checked')?.focus(), [])
  const problems = hasTried ? problemsOf(draft, now()) : {}
  const missing = Object.keys(problems).length
  const errorOf = (field: Field) => {
    const problem = problems[field]
    return problem === undefined ? undefined : form.problems[problem]
  }
  const submit = () =>
    attempt.run(async () => {
      const request = await receive(now())
      if (request !== undefined) go('requests', request.id)
      else page.current?.querySelector<HTMLElement>('[aria-invalid=true], [data-invalid=true] input')?.focus()
    })

  return (
    <>
      <header className={css['head']}>
        <h1>{form.title}</h1>
        <span className={css['keys']}>{form.lead}</span>
        <Button kind="quiet" size="small" onPress={clear}>
          {form.clear}
        </Button>
      </header>
      <div className={css['columns']}>
        {/* biome-ignore lint: the form only carries Enter from field to field. */}
        <form
          ref={page}
          className={css['form']}
          onKeyDownCapture={walk}
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <Part title={form.what}>
            <RadioRow
              label={form.kind}
              value={draft.kind}
              onChange={(kind) => edit({ kind })}
              options={(['view', 'copy', 'existence'] as const).map((value) => ({
                value,
                label: terms.requestKind[value],
              }))}
            />
          </Part>
          <Part title={form.who}>
            <RadioRow
              label={form.relation}
              value={draft.relation}
              onChange={(relation) => edit({ relation })}
              options={(['self', 'guardian', 'agent'] as const).map((value) => ({
                value,
                label: terms.relation[value],
              }))}
            />
            <PersonFields who="requester" errorOf={errorOf} />
            {draft.relation !== 'self' && <PersonFields who="subject" errorOf={errorOf} />}
          </Part>
          <Part title={form.when}>
            <WhenFields errorOf={errorOf} footage={footage} />
          </Part>
          <Part title={form.where}>
            <CameraPicker error={errorOf('cameraIds')} footage={footage} />
          </Part>
          <Part title={form.why}>
            <TextArea
              label={form.purpose}
              hint={form.purposeHint}
              rows={2}
              value={draft.purpose}
              onChange={(purpose) => edit({ purpose })}
              error={errorOf('purpose')}
            />
            <TextArea
              label={form.clues}
              rows={2}
              value={draft.clues}
              onChange={(clues) => edit({ clues })}
              error={errorOf('clues')}
            />
          </Part>
          {attempt.problem !== undefined && <Notice tone="danger">{attempt.problem}</Notice>}
          {missing > 0 && <Notice tone="warning">{form.remaining(missing)}</Notice>}
          <footer className={css['foot']}>
            <Button kind="primary" type="submit" isDisabled={attempt.isBusy}>
              {form.submit}
            </Button>
          </footer>
        </form>
        <FormPaper />
      </div>
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
