import { lawText } from '../../domain/law/law.ts'
import { isOfAgency, type KeptForm, type Person } from '../../domain/request-form.ts'
import { dayOf, wallClock } from '../../domain/time.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import { type Markup, markup, officialDay, officialTime, type Paper } from '../paper.ts'
import {
  type Cell,
  type Facts,
  handedTo,
  lines,
  numbered,
  placesText,
  rangeText,
  runsOver,
  sheet,
  signature,
  signed,
  tick,
  ticks,
} from './sheet.ts'

/** Papers by which somebody asks: 청구서, 열람 요구서, 위임장. Blank they are given out, filled they are signed. */

type AskedBySubject = Exclude<KeptForm, { kind: 'provide' | 'use' }>

function asked({ request }: Facts): AskedBySubject | undefined {
  const form = request?.form
  return form === undefined || isOfAgency(form) ? undefined : form
}

/** A cell of a form: what it is, by which name it can be filled in on a computer, and what stands in it. */
interface Field {
  head: string
  note?: string
  field?: string
  value: Cell
  /** Whether it needs room for handwriting. */
  isRoomy?: boolean
}

/** Rows under one heading at the side; a row of one field runs over the whole width. */
function group(side: string, rows: readonly (readonly Field[])[], isBlank: boolean, note = ''): Markup {
  const cell = ({ head, note = '', field, value, isRoomy = false }: Field, isAlone: boolean) => {
    const name = isBlank && field !== undefined ? markup` data-field="${field}"` : markup``
    const room = isBlank && isRoomy ? ' room' : ''
    return markup`<th>${head}<div class="note">${note}</div></th>
      <td class="typed thick${room}" colspan="${isAlone ? 3 : 1}"${name}>${value}</td>`
  }
  const isLong = rows.some((row) => row.some(({ value }) => runsOver(value)))
  // A heading over several rows keeps them on one page: where they cannot be, each row has its own.
  const heading = (index: number): Markup => {
    if (index > 0) return isLong ? markup`<th class="side more"></th>` : markup``
    const span = isLong ? 1 : rows.length
    return markup`<th class="side" rowspan="${span}">${side}<div class="note">${note}</div></th>`
  }
  return markup`${rows.map(
    (row, index) => markup`<tr class="${row.some(({ value }) => runsOver(value)) ? 'long' : ''}">
      ${heading(index)}${row.map((field) => cell(field, row.length === 1))}</tr>`,
  )}`
}

/** The cells of one person; `prefix` names them where they can be filled in. */
function person(prefix: string, who: Person | undefined, more: Field | undefined): Field[][] {
  const said = words.person
  const birthOn = who === undefined ? '' : officialDay(who.birthOn)
  return [
    [
      { head: said.name, field: `${prefix}.name`, value: who?.name ?? '' },
      { head: said.phone, field: `${prefix}.phone`, value: who?.phone ?? '' },
    ],
    [
      { head: said.birthOn, field: `${prefix}.birthOn`, value: birthOn },
      ...(more === undefined ? [] : [more]),
    ],
    [{ head: said.address, field: `${prefix}.address`, value: who?.address ?? '' }],
  ]
}

/** Number and day of receipt, and how long an answer may take. */
function received({ request, law }: Facts): Markup {
  const number =
    request === undefined ? '' : words.received(request.number, officialTime(wallClock(request.receivedAt)))
  const rule = law.deadlines['DL-01']
  const dueOn = request !== undefined && 'dueOn' in request ? ` (${officialDay(request.dueOn)})` : ''
  const within = words.claim.within('days' in rule ? rule.days : 0)
  return markup`<table><tr><th style="width:20%">${words.receipt}</th><td style="width:40%">${number}</td>
    <th style="width:16%">${words.claim.due}</th><td>${within}${dueOn}</td></tr></table>`
}

/** 개인영상정보 청구서 (지침 별지 제2호서식; domain §9.1). Blank, its cells are named as fields (see `CLAIM_FIELDS`). */
export function claimPaper(facts: Facts): Paper {
  const { institution, law, request, cameras } = facts
  const form = asked(facts)
  const isBlank = form === undefined
  const said = words.claim
  const boxes = (['existence', 'view', 'copy', 'erase'] as const).map((kind) =>
    tick(form?.kind === kind, said.kinds[kind], isBlank ? `kind.${kind}` : undefined),
  )
  const range = isBlank
    ? markup`<span class="half" data-field="from"></span> ~ <span class="half" data-field="to"></span>`
    : rangeText(form)
  const relation: Field = {
    head: words.person.relation,
    field: 'requester.relation',
    value: form === undefined ? '' : words.relations[form.relation],
  }
  const identity = request !== undefined && 'identity' in request ? request.identity : undefined
  const body = markup`
    <p class="small">${said.lead}</p>
    ${received(facts)}
    <table class="form">
      ${group(said.requester, person('requester', form?.requester, relation), isBlank)}
      ${group(said.subject, person('subject', form?.subject, undefined), isBlank, said.subjectNote)}
      ${group(
        said.asked,
        [
          [{ head: said.range, note: said.rangeNote, value: range }],
          [
            {
              head: said.place,
              note: said.placeNote,
              field: 'place',
              value: isBlank ? '' : placesText(cameras),
            },
          ],
          [{ head: said.purpose, field: 'purpose', value: form?.purpose ?? '', isRoomy: true }],
          [{ head: said.vehicle, field: 'vehicleNumber', value: form?.vehicleNumber ?? '' }],
          [{ head: said.clues, note: said.cluesNote, field: 'clues', value: form?.clues ?? '' }],
        ],
        isBlank,
        said.askedNote,
      )}
    </table>
    <p>${lawText(law, 'claim.sentence')}</p>
    ${signed(request === undefined ? undefined : dayOf(request.receivedAt), [
      signature(said.by, form?.requester.name),
    ])}
    ${handedTo(institution)}
    <table><tr><th style="width:40%">${said.checked}</th><td>${
      identity === undefined ? '' : `${facts.names.get(identity.by) ?? ''} (${words.papers[identity.paper]})`
    } <span class="right">(${words.signature})</span></td></tr></table>
    <p class="small">${said.fee}</p>`
  return sheet('claim', facts, { title: markup`${said.title}(${boxes}) ${said.titleEnd}`, body })
}

/** 개인정보 열람 요구서 (처리방법고시 별지 제8호서식; domain §9.4), used for 정정·삭제 and 처리정지. */
export function demandPaper(facts: Facts): Paper {
  const { institution, law, request, cameras } = facts
  const form = asked(facts)
  const isBlank = form === undefined
  const said = words.demand
  // The one who asks stands as agent where they ask for somebody else.
  const subject = form?.subject ?? form?.requester
  const agent = form?.subject === undefined ? undefined : form.requester
  const relation: Field = {
    head: words.person.relation,
    value: form === undefined || agent === undefined ? '' : words.relations[form.relation],
  }
  const change = form?.kind === 'correct' || form?.kind === 'erase' ? ` (${said[form.kind]})` : ''
  const measures = lines([
    markup`${tick(false, said.access)} (${ticks(said.accessParts, [])})`,
    tick(change !== '', `${said.change}${change}`),
    tick(form?.kind === 'stop', said.stop),
  ])
  const footage = form === undefined ? '' : words.footage(placesText(cameras), rangeText(form))
  const body = markup`
    ${received(facts)}
    <table class="form">
      ${group(said.subject, person('subject', subject, undefined), isBlank)}
      ${group(said.agent, person('agent', agent, relation), isBlank)}
      ${group(
        said.asked,
        [
          [{ head: said.what, value: measures }],
          [{ head: said.footage, note: said.footageNote, value: footage }],
          [{ head: said.reason, value: form?.purpose ?? '', isRoomy: true }],
        ],
        isBlank,
      )}
    </table>
    <p>${lawText(law, 'demand.sentence')}</p>
    ${signed(request === undefined ? undefined : dayOf(request.receivedAt), [
      signature(said.by, form?.requester.name),
    ])}
    ${handedTo(institution)}`
  return sheet('demand', facts, { title: said.title, body })
}

/** 위임장 (처리방법고시 별지 제11호서식; domain §9.7); the boxes as the request needs them. */
export function mandatePaper(facts: Facts): Paper {
  const { institution, law } = facts
  const form = asked(facts)
  const isBlank = form === undefined
  const said = words.mandate
  const chosen =
    form === undefined
      ? []
      : [
          form.kind === 'erase' || form.kind === 'correct'
            ? 'change'
            : form.kind === 'stop'
              ? 'stop'
              : 'access',
        ]
  const relation: Field = {
    head: words.person.relation,
    value: form === undefined ? '' : words.relations[form.relation],
  }
  const body = markup`
    <table class="form">
      ${group(said.agent, person('agent', form?.requester, relation), isBlank)}
      ${group(said.giver, person('giver', form?.subject, undefined), isBlank)}
    </table>
    <p>${lawText(law, 'mandate.sentence')}</p>
    <p class="center">(${ticks(said.measures, chosen as (keyof typeof said.measures)[])})</p>
    ${signed(undefined, [signature(said.by, form?.subject?.name)])}
    ${handedTo(institution)}
    <h2>${words.cautions}</h2>
    ${numbered(said.notes)}`
  return sheet('mandate', facts, { title: said.title, body })
}
