import type { FootageRequest, In } from '#domain/request.ts'
import { useInstitution } from '../../frame/institution.ts'
import { go } from '../../frame/screen.ts'
import { momentText } from '../../moments.ts'
import { office } from '../../office.ts'
import { Button } from '../../ui/Button.tsx'
import { useWords } from '../../words.ts'
import { useTaking } from '../taking.ts'
import { StepForm } from './StepForm.tsx'
import css from './Steps.module.css'

/** Somebody has telephoned, or an agency has not written: it becomes a request on the receiving form. */
export function InquiryStep({ request }: { request: FootageRequest }) {
  const { inquiry } = useWords().decisions
  return (
    <StepForm
      lead={inquiry.lead}
      onSubmit={() => go('receive', request.id)}
      actions={
        <Button kind="primary" type="submit">
          {inquiry.write}
        </Button>
      }
    />
  )
}

/** 보완요구 is out: what was asked for, and that it has come. */
export function SupplementStep({ request }: { request: In<'supplementing'> }) {
  const { supplement } = useWords().decisions
  const isPaused = useInstitution(({ institution }) => institution?.pausesOnSupplement === true)
  const { take, problem, isBusy } = useTaking(request)
  return (
    <StepForm
      lead={isPaused ? supplement.pausedLead : supplement.lead}
      problem={problem}
      onSubmit={() => void take((seen) => office.requests.takePapers(seen))}
      actions={
        <Button kind="primary" type="submit" isDisabled={isBusy}>
          {supplement.taken}
        </Button>
      }
    >
      {request.supplements
        .filter(({ takenAt }) => takenAt === undefined)
        .map(({ what, askedAt }) => (
          <div key={askedAt}>
            <p>{what}</p>
            <p className={css['quiet']}>{supplement.asked(momentText(askedAt))}</p>
          </div>
        ))}
    </StepForm>
  )
}
