import type { FindingLine } from '#contract/access-review.ts'
import { cameraOf, useInstitution } from '../frame/institution.ts'
import { dayText } from '../moments.ts'
import { useWords } from '../words.ts'

/** What a finding says, in the words of the screen. */
export function useSentence({
  kind,
  actorNames,
  name,
  about,
  cameraId,
  on,
  value,
  limit,
}: FindingLine): string {
  const words = useWords()
  const number = useInstitution(({ cameras }) =>
    cameraId === undefined ? undefined : cameraOf(cameras, cameraId)?.number,
  )
  return words.accessReview.said[kind]({
    actors: actorNames.join(', '),
    name,
    about,
    camera: number === undefined ? '' : words.terms.camera(number),
    day: on === undefined ? '' : dayText(on, words),
    value,
    limit,
  })
}
