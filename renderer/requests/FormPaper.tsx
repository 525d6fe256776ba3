import { useCallback } from 'react'
import { holdsResidentNumber, isOfAgency, type KeptForm, type RequestKind } from '#domain/request-form.ts'
import { dayOf } from '#domain/time.ts'
import { useAnswer } from '../attempt.ts'
import { type BroughtForm, BroughtFormPanel } from '../forms/FormFileButton.tsx'
import { useInstitution } from '../frame/institution.ts'
import { now } from '../frame/station.ts'
import { dayText, rangeText } from '../moments.ts'
import { office } from '../office.ts'
import { Tag } from '../ui/Panel.tsx'
import { useWords } from '../words.ts'
import { type Draft, isAgencyKind, useDraft } from './draft.ts'
import css from './FormPaper.module.css'
import { canShowIdentity, dayIn, isInquiry, windowOf } from './form.ts'
import { useRequests } from './requests.ts'
import { typedCameras } from './typing.ts'

type Sheet = 'claim' | 'demand' | 'application' | 'objection'

/** Which sheet a request is made on (domain §9.1, 9.4, 9.10), and what may be ticked on it. */
const SHEETS: Record<Sheet, readonly RequestKind[]> = {
  claim: ['existence', 'view', 'copy'],
  demand: ['erase', 'correct', 'stop'],
  application: ['provide', 'use'],
  objection: [],
}

function sheetOf(kind: RequestKind): Sheet {
  const sheets = Object.keys(SHEETS) as Sheet[]
  return sheets.find((sheet) => SHEETS[sheet].includes(kind)) ?? 'objection'
}

/** The request as it will read on paper, and what follows from it. */
export function FormPaper({ brought }: { brought: BroughtForm }) {
  const { requests, terms } = useWords()
  const { paper } = requests
  const draft = useDraft((state) => state.draft)
  const institution = useInstitution((state) => state.institution)
  const sheet = sheetOf(draft.kind)
  const { form, title } = paper.sheets[sheet]
  // A number is a claim about the official drawing: it stands where the institution has compared the two.
  const isNumbered = institution?.confirmedForms.includes(sheet) === true
  return (
    <aside className={css['aside']}>
      <BroughtFormPanel brought={brought} />
      {/* A scan to type from needs the room. */}
      {brought.pictures.length === 0 && (
        <section className={css['paper']} aria-label={paper.label}>
          {isNumbered && <span className={css['number']}>{form}</span>}
          <h2 className={css['title']}>{title}</h2>
          {SHEETS[sheet].length > 0 && (
            <p className={css['kinds']}>
              {SHEETS[sheet].map((kind) => (
                <span key={kind}>
                  {draft.kind === kind ? '☑' : '□'} {terms.requestKind[kind]}
                </span>
              ))}
            </p>
          )}
          <Lines draft={draft} />
          <p className={css['addressee']}>{paper.addressee(institution?.name ?? '')}</p>
        </section>
      )}
      <Follows draft={draft} />
    </aside>
  )
}

function Lines({ draft }: { draft: Draft }) {
  const words = useWords()
  const { paper } = words.requests
  const { kind } = draft
  return (
    <dl className={css['lines']}>
      {kind === 'object' ? <AgainstLines draft={draft} /> : null}
      {isAgencyKind(kind) ? <AgencyLines draft={draft} /> : null}
      {kind !== 'object' && !isAgencyKind(kind) ? <PersonLines draft={draft} /> : null}
      {kind !== 'object' && <FootageLines draft={draft} />}
      <Line title={kind === 'object' ? paper.objection : paper.purpose}>{draft.purpose}</Line>
      {kind !== 'object' && draft.clues !== '' && <Line title={paper.clues}>{draft.clues}</Line>}
      {draft.paper !== '' && canShowIdentity(draft) && (
        <Line title={paper.identity}>{words.terms.identityPaper[draft.paper]}</Line>
      )}
    </dl>
  )
}

function AgainstLines({ draft: { objectsTo } }: { draft: Draft }) {
  const { requests, terms } = useWords()
  const { paper } = requests
  const against = useRequests(({ byId }) => (objectsTo === '' ? undefined : byId[objectsTo]))
  const form: KeptForm | undefined = against?.form
  return (
    <>
      <Line title={paper.requester}>
        {form === undefined || isOfAgency(form) ? '' : joined([form.requester.name, form.requester.phone])}
      </Line>
      <Line title={paper.against}>
        {against === undefined
          ? ''
          : joined([terms.requestNumber(against.number), terms.requestKind[against.form.kind]])}
      </Line>
      <Line title={paper.range}>{form === undefined ? '' : rangeText(form.fromAt, form.toAt)}</Line>
    </>
  )
}

function AgencyLines({ draft }: { draft: Draft }) {
  const { requests } = useWords()
  const { form, paper } = requests
  const letterOn = dayIn('letterOn', draft.letterOn, now()) ?? draft.letterOn.trim()
  return (
    <>
      <Line title={paper.agency}>{joined([draft.agencyName, draft.department])}</Line>
      <Line title={paper.officer}>{joined([draft.title, draft.officer, draft.agencyPhone])}</Line>
      <Line title={paper.letter}>{paper.letterText(draft.letterNumber, letterOn)}</Line>
      {draft.statedBasis !== '' && <Line title={paper.statedBasis}>{draft.statedBasis}</Line>}
      {draft.caseNumber !== '' && <Line title={paper.caseNumber}>{draft.caseNumber}</Line>}
      <Line title={paper.handling}>{form.handlings[draft.handling]}</Line>
    </>
  )
}

function PersonLines({ draft }: { draft: Draft }) {
  const { form, paper } = useWords().requests
  const { who } = draft
  const isForOther = who === 'guardian' || who === 'agent'
  return (
    <>
      <Line title={paper.requester}>
        {`${joined([draft.name, draft.phone])}\n${joined([draft.birthOn, draft.address])}`.trim()}
      </Line>
      <Line title={paper.relation}>{form.whoNames[who]}</Line>
      <Line title={paper.subject}>
        {isForOther
          ? `${joined([draft.subjectName, draft.subjectPhone])}\n${joined([draft.subjectBirthOn, draft.subjectAddress])}`.trim()
          : paper.sameAsRequester}
      </Line>
      {who !== 'self' && draft.vehicleNumber !== '' && (
        <Line title={paper.vehicle}>{draft.vehicleNumber}</Line>
      )}
    </>
  )
}

function FootageLines({ draft }: { draft: Draft }) {
  const { form, paper } = useWords().requests
  const cameras = useInstitution((state) => state.cameras)
  const window = windowOf(draft, now())
  const { ids } = typedCameras(draft.cameras, cameras)
  const places = cameras
    .filter(({ id }) => ids.includes(id))
    .map(({ number, place }) => form.camera(number, place))
  return (
    <>
      <Line title={paper.range}>{window === undefined ? '' : rangeText(window.fromAt, window.toAt)}</Line>
      <Line title={paper.place}>{places.join(', ')}</Line>
    </>
  )
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text.trim() !== '').join(' · ')
}

function Line({ title, children }: { title: string; children: string }) {
  return (
    <div className={css['line']}>
      <dt>{title}</dt>
      {/* A resident registration number gets on no paper. */}
      <dd>{holdsResidentNumber(children) ? '' : children}</dd>
    </div>
  )
}

/** What follows from receiving it: the due day, the hold, and what comes next. */
function Follows({ draft }: { draft: Draft }) {
  const { paper } = useWords().requests
  const isAsked = isInquiry(draft)
  const next = isAsked
    ? 'inquiry'
    : draft.paper === '' || !canShowIdentity(draft)
      ? 'identity'
      : draft.kind === 'object'
        ? 'review'
        : 'search'
  return (
    <dl className={css['follows']}>
      <div>
        <dt>{paper.due}</dt>
        <dd>{isAsked ? paper.dueNone : <Due kind={draft.kind} />}</dd>
      </div>
      <div>
        <dt>{paper.hold}</dt>
        <dd>{isAsked ? paper.holdNone : paper.holdText}</dd>
      </div>
      <div>
        <dt>{paper.next}</dt>
        <dd>{paper.nextTexts[next]}</dd>
      </div>
    </dl>
  )
}

function Due({ kind }: { kind: RequestKind }) {
  const words = useWords()
  const { paper } = words.requests
  const receivedOn = dayOf(now())
  // Without an answer no day is shown; the office works it out again when the request is received.
  const { answer } = useAnswer(
    useCallback(() => office.requests.due({ receivedOn, kind }), [receivedOn, kind]),
  )
  if (answer === undefined) return null
  const [dueText, targetText] = [dayText(answer.dueOn, words), dayText(answer.targetOn, words)]
  return (
    <>
      {paper.dueText(dueText, targetText)}
      {!answer.isYearKnown && (
        <>
          {' '}
          <Tag tone="warning" icon="warning">
            {paper.dueUnsure}
          </Tag>
          <p className={css['unsure']}>{paper.dueUnsureText(targetText)}</p>
        </>
      )}
    </>
  )
}
