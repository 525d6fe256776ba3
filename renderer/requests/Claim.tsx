import type { FootageRequest } from '#domain/request.ts'
import { isOfAgency, type Person } from '#domain/request-form.ts'
import type { Catalogue } from '#i18n/index.ts'
import { useInstitution } from '../frame/institution.ts'
import { go } from '../frame/screen.ts'
import { dayText, rangeText } from '../moments.ts'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { Facts } from './steps/Facts.tsx'

type Line = [title: string, text: string]

/** What is asked, as it was written down. */
export function Claim({ request }: { request: FootageRequest }) {
  const words = useWords()
  const { claim } = words.decisions
  const cameras = useInstitution((state) => state.cameras)
  const { form } = request
  const places = cameras
    .filter(({ id }) => form.cameraIds.includes(id))
    .map(({ number, place }) => words.requests.form.camera(number, place))
  const lines: Line[] = [
    [claim.kind, words.terms.requestKind[form.kind]],
    [claim.channel, words.terms.channel[form.channel]],
    ...whoAsks(request, words),
    [claim.range, rangeText(form.fromAt, form.toAt)],
    [claim.place, places.join(', ')],
    [claim.purpose, form.purpose],
    [claim.clues, form.clues],
    ...('dueOn' in request
      ? ([
          [
            claim.due,
            words.requests.paper.dueText(dayText(request.dueOn, words), dayText(request.targetOn, words)),
          ],
        ] satisfies Line[])
      : []),
  ]
  const objectsTo = form.kind === 'object' ? form.objectsTo : undefined
  return (
    <Card
      title={claim.title}
      aside={
        objectsTo !== undefined && (
          <Button size="small" onPress={() => go('requests', objectsTo)}>
            {claim.objectsTo}
          </Button>
        )
      }
    >
      <Facts lines={lines.filter(([, text]) => text !== '')} />
    </Card>
  )
}

function whoAsks({ form }: FootageRequest, { decisions, terms }: Catalogue): Line[] {
  const { claim } = decisions
  if (isOfAgency(form)) {
    const { name, department, title, officer, phone } = form.agency
    const { letter } = form
    return [
      [
        claim.agency,
        [name, [department, title].filter(Boolean).join(' '), officer, phone].filter(Boolean).join('\n'),
      ],
      [claim.letter, letter === undefined ? claim.noLetter : `${letter.number} (${letter.on})`],
      [claim.statedBasis, form.statedBasis],
      [claim.caseNumber, form.caseNumber],
      [claim.handling, claim.handlings[form.handling]],
    ]
  }
  return [
    [claim.requester, personText(form.requester, terms.relation[form.relation])],
    [claim.subject, form.subject === undefined ? '' : personText(form.subject)],
    [claim.vehicle, form.vehicleNumber],
  ]
}

function personText({ name, phone, birthOn, address }: Person, relation?: string): string {
  return [relation === undefined ? name : `${name} (${relation})`, phone, birthOn, address].join('\n')
}
