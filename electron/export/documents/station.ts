import { lawText } from '../../domain/law/law.ts'
import type { Camera, CameraId } from '../../domain/policy.ts'
import { addDays, dayOf, wallClock } from '../../domain/time.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import { standing } from '../../i18n/ko/standing.ts'
import { markup, officialDay, officialTime, type Paper } from '../paper.ts'
import {
  type Facts,
  issuerName,
  pairs,
  placesText,
  rangeText,
  sheet,
  signature,
  signed,
  ticks,
} from './sheet.ts'

/** Papers of the institution and its cameras, which no request is needed for. */

/** What papers about cameras look at besides. */
export interface CameraFacts extends Facts {
  /** The one that is asked about; none for all of them. */
  camera: Camera | undefined
  /** The first moment of the oldest footage that is held of each camera. */
  oldestAt: ReadonlyMap<CameraId, string>
}

/** 안내판 (법 25④, 영 24·26②; domain §9.11): for one camera, or at the entrance for the whole building. */
export function signPaper(facts: CameraFacts): Paper {
  const { institution, law, camera } = facts
  const said = standing.sign
  const body = markup`
    <table class="pairs sign-board">
      ${[
        [said.purpose, institution.installedFor],
        [said.place, camera === undefined ? said.wholeBuilding(institution.name) : camera.place],
        [said.range, camera === undefined ? '' : camera.range],
        [said.hours, institution.filmingHours],
        [said.contact, said.contactText(issuerName(institution), institution.telephone)],
        [said.vendor, institution.vendor],
      ].map(([head = '', value = '']) => markup`<tr><th>${head}</th><td>${value}</td></tr>`)}
    </table>
    <p class="center">${institution.name}</p>
    <p class="small center">${lawText(law, 'sign.sentence')}</p>`
  return sheet('sign', facts, { title: said.title, body })
}

/**
 * 자체점검표 (지침 48): its items as the 지침 names them, to tick and to say what was found. Until 31 March it is that of the
 * year before, which is due then (DL-11).
 */
export function selfCheckPaper(facts: CameraFacts): Paper {
  const { institution, law, cameras } = facts
  const said = standing.selfCheck
  const checked = lawText(law, 'self-check.items').split('\n')
  const body = markup`${pairs([
    [said.institution, institution.name],
    [said.year, said.yearText(checkedYear(facts))],
    [said.count, said.countText(cameras.length)],
  ])}
  <table><thead><tr><th style="width:6%">${said.no}</th><th style="width:42%">${said.what}</th><th style="width:22%">${said.outcome}</th><th>${said.found}</th></tr></thead>
    <tbody>${checked.map(
      (text, index) =>
        markup`<tr class="tall"><td class="center">${index + 1}</td><td>${text}</td><td>${ticks(said.outcomes, [])}</td><td></td></tr>`,
    )}</tbody></table>
  <p>${lawText(law, 'self-check.sentence')}</p>
  ${signed(undefined, [signature(said.checker), signature(said.manager)])}`
  return sheet('self-check', facts, { title: said.title, body })
}

function checkedYear({ todayOn, law }: CameraFacts): number {
  const rule = law.deadlines['DL-11']
  const lastDay = 'monthDay' in rule ? rule.monthDay : '12-31'
  return Number(todayOn.slice(0, 4)) - (todayOn.slice(5) <= lastDay ? 1 : 0)
}

/** 자동파기 확인부: by camera how long it is kept, the oldest footage that is still there, and by when it has to go. */
export function autoDestroyCheckPaper(facts: CameraFacts): Paper {
  const { institution, law, cameras, camera, oldestAt, todayOn } = facts
  const said = standing.autoDestroy
  const rule = law.deadlines['DL-07']
  const grace = 'days' in rule ? rule.days : 0
  const shown = camera === undefined ? cameras : [camera]
  const body = markup`
    <p>${said.lead(institution.name, todayOn.slice(0, 7).replace('-', '. '))}</p>
    <table><thead><tr>${said.columns.map((column, index) => markup`<th style="width:${WIDTHS[index] ?? 10}%">${column}</th>`)}</tr></thead>
    <tbody>${shown.map(({ id, number, place, retentionDays }) => {
      const at = oldestAt.get(id)
      const destroyByOn = at === undefined ? '' : officialDay(addDays(dayOf(at), retentionDays + grace))
      return markup`<tr class="tall"><td>${words.camera(number, place)}</td><td></td><td class="center">${said.days(retentionDays)}</td>
        <td>${at === undefined ? said.none : officialTime(wallClock(at))}</td><td>${destroyByOn}</td>
        <td>${ticks(said.outcomes, [])}</td><td></td></tr>`
    })}</tbody></table>
    <p class="small">${lawText(law, 'auto-destroy.sentence')}</p>
    ${signed(undefined, [signature(said.checker), signature(said.manager)])}`
  return sheet('auto-destroy-check', facts, { title: said.title, body, landscape: true })
}

const WIDTHS = [22, 13, 9, 15, 12, 16, 13]

/**
 * 개인정보파일 파기 요청서 (지침 별지 제4호서식; domain §9.8): for one camera's footage, or for what the subject has asked to be
 * erased. What nobody can know before it is done stays open.
 */
export function destroyRequestPaper(facts: CameraFacts): Paper {
  const { institution, law, request, camera, cameras, oldestAt, todayOn, officer } = facts
  const said = standing.destroyRequest
  const target = request === undefined && camera !== undefined ? [camera] : cameras
  const first = target.flatMap(({ id }) => oldestAt.get(id) ?? []).sort()[0]
  const made =
    request !== undefined
      ? rangeText(request.form)
      : first === undefined
        ? ''
        : said.since(officialTime(wallClock(first)))
  const days = [...new Set(target.map(({ retentionDays }) => retentionDays))].sort((a, b) => a - b)
  const body = markup`${pairs([
    [said.writtenOn, officialDay(todayOn)],
    [said.writer, officer],
    [said.target, said.targetText(placesText(target))],
    [said.madeOn, made],
    [said.handler, officer],
    [said.business, said.businessText],
    [said.count, ''],
    [said.reason, request === undefined ? said.expired(days) : said.asked(request.number)],
    [said.schedule, ''],
    [said.remarks, markup`<div class="room"></div>`],
    [said.approvedOn, ''],
    [said.approver, markup`<span class="right">(${words.signature})</span>`],
    [said.place, institution.viewingPlace],
    [said.how, ticks(said.hows, [])],
    [said.by, ''],
    [said.witness, ''],
    [said.check, ''],
    [said.backup, ticks(said.yesNo, [])],
    [said.medium, ticks(said.yesNo, [])],
  ])}
  <p class="small">${lawText(law, 'destroy-request.sentence')}</p>`
  return sheet('destroy-request', facts, { title: said.title, body })
}
