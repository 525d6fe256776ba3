import { useState } from 'react'
import { type FootageRequest, type In, type NoticeWay } from '#domain/request.ts'
import type { Channel } from '#domain/request-form.ts'
import { go } from '../../frame/screen.ts'
import { office } from '../../office.ts'
import { Button } from '../../ui/Button.tsx'
import { RadioRow } from '../../ui/Choice.tsx'
import { TextArea } from '../../ui/TextField.tsx'
import { useWords } from '../../words.ts'
import { useTaking } from '../taking.ts'
import { AnswerPaper } from './Documents.tsx'
import { StepForm } from './StepForm.tsx'

const WAYS: readonly NoticeWay[] = ['handed', 'post', 'fax', 'email', 'other']
const ANSWERED_BY: Partial<Record<Channel, NoticeWay>> = {
  visit: 'handed',
  post: 'post',
  'agency-letter': 'post',
  fax: 'fax',
  email: 'email',
}

/** How the decision, or what was done, was told. */
export function NoticeStep({ request }: { request: FootageRequest }) {
  const { notice } = useWords().decisions
  const [how, setHow] = useState<NoticeWay>(ANSWERED_BY[request.form.channel] ?? 'other')
  const { take, problem, isBusy } = useTaking(request)
  return (
    <StepForm
      lead={request.state === 'fulfilled' ? notice.resultLead : notice.lead}
      problem={problem}
      onSubmit={() => void take((seen) => office.requests.notify({ ...seen, how }))}
      actions={
        <>
          <AnswerPaper request={request} />
          <Button kind="primary" type="submit" isDisabled={isBusy}>
            {notice.submit}
          </Button>
        </>
      }
    >
      <RadioRow<NoticeWay>
        label={notice.how}
        value={how}
        onChange={setHow}
        options={WAYS.map((value) => ({ value, label: notice.ways[value] }))}
      />
    </StepForm>
  )
}

/** The reason to postpone has ended. */
export function ResumeStep({ request }: { request: FootageRequest }) {
  const { resume } = useWords().decisions
  const [why, setWhy] = useState('')
  const { take, problem, isBusy } = useTaking(request)
  return (
    <StepForm
      lead={resume.lead}
      problem={problem}
      onSubmit={() => void take((seen) => office.requests.resume({ ...seen, why: why.trim() }))}
      actions={
        <Button kind="primary" type="submit" isDisabled={isBusy || why.trim() === ''}>
          {resume.submit}
        </Button>
      }
    >
      <div data-first>
        <TextArea label={resume.why} value={why} onChange={setWhy} rows={2} maxLength={10_000} isRequired />
      </div>
    </StepForm>
  )
}

/** Nobody came: asked again, or the file is closed. */
export function NoShowStep({ request }: { request: FootageRequest }) {
  const { noShow, closing } = useWords().decisions
  const { take, problem, isBusy } = useTaking(request)
  return (
    <StepForm
      lead={noShow.lead}
      problem={problem}
      onSubmit={() => void take((seen) => office.requests.reinvite(seen))}
      actions={
        <>
          <Button isDisabled={isBusy} onPress={() => void take((seen) => office.requests.close(seen))}>
            {closing.submit}
          </Button>
          <Button kind="primary" type="submit" isDisabled={isBusy}>
            {noShow.again}
          </Button>
        </>
      }
    />
  )
}

/** Nothing is left but to close the file. */
export function CloseStep({ request }: { request: FootageRequest }) {
  const { closing } = useWords().decisions
  const { take, problem, isBusy } = useTaking(request)
  return (
    <StepForm
      lead={closing.lead}
      problem={problem}
      onSubmit={() => void take((seen) => office.requests.close(seen))}
      actions={
        <Button kind="primary" type="submit" isDisabled={isBusy}>
          {closing.submit}
        </Button>
      }
    />
  )
}

/** It waits for what is decided on the objection. */
export function ObjectedStep({ request }: { request: In<'objected'> }) {
  const { objected } = useWords().decisions
  return (
    <StepForm
      lead={objected.lead}
      onSubmit={() => go('requests', request.objectionId)}
      actions={
        <Button kind="primary" type="submit">
          {objected.open}
        </Button>
      }
    />
  )
}
