import { useCallback } from 'react'
import type { ExportedPackage } from '#contract/masking.ts'
import type { Job } from '#domain/job.ts'
import type { FootageRequest } from '#domain/request.ts'
import type { RequestId } from '#domain/request-form.ts'
import { useAnswer, useAttempt } from '../attempt.ts'
import { useJobs } from '../frame/jobs.ts'
import { momentText } from '../moments.ts'
import { office } from '../office.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import css from './RequestDetail.module.css'

/** What has left the house for a request; asked again when another export has finished. */
export function usePackages(requestId: RequestId): {
  packages: readonly ExportedPackage[]
  problem: string | undefined
} {
  const finished = useJobs(({ byId }) => Object.values<Job>(byId).filter(isFinishedExport).length)
  const ask = useCallback(() => listOf(requestId, finished), [requestId, finished])
  const { answer = [], problem } = useAnswer(ask)
  return { packages: answer, problem }
}

/** The packages; that there are none is said only where there should be one. */
export function Packages({ request: { id: requestId, form } }: { request: FootageRequest }) {
  const { decisions, terms } = useWords()
  const words = decisions.packages
  const attempt = useAttempt()
  const { packages, problem } = usePackages(requestId)
  const sentence = attempt.problem ?? problem
  if (packages.length === 0 && sentence === undefined && form.kind !== 'copy') return null
  return (
    <Card title={words.title}>
      {sentence !== undefined && <Notice tone="warning">{sentence}</Notice>}
      {packages.length === 0 ? (
        <p className={css['quiet']}>{words.none}</p>
      ) : (
        <ul className={css['packages']}>
          {packages.map(({ id, fileName, sizeBytes, madeAt, medium }) => (
            <li key={id}>
              <div>
                <strong>{fileName}</strong> {terms.size(sizeBytes)}
                <div className={css['quiet']}>{words.made(momentText(madeAt), medium)}</div>
              </div>
              <Button
                size="small"
                icon="folder"
                aria-label={words.openFolder(fileName)}
                onPress={() => void attempt.run(() => office.exports.openFolder({ exportId: id }))}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

/** `_finished` makes it another question when another export has finished. */
function listOf(requestId: RequestId, _finished: number) {
  return office.exports.list({ requestId })
}

function isFinishedExport(job: Job): boolean {
  return job.kind === 'export' && job.state === 'finished'
}
