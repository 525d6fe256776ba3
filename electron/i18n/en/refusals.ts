import type { Refusals } from '../../domain/refusal.ts'
import type { refusals as ko } from '../ko/refusals.ts'
import { terms } from './terms.ts'
import { vaultRefusals } from './vault-refusals.ts'

const named = (names: Record<string, string>, key: string): string => names[key] ?? key

/** `21 Nov 14:30` on the wall clock of Korea. */
const moment = (at: string): string => {
  const local = new Date(Date.parse(at) + 9 * 3_600_000).toISOString()
  return `${local.slice(5, 10)} ${local.slice(11, 16)}`
}

const impossible = {
  reversed: 'The end lies before the beginning. Please correct the times.',
  future: 'Part of this time has not come yet. Please give a time that has passed.',
  'too-long': 'One request may cover at most 31 days. Please receive it in parts.',
}

const missingPaper = {
  guardian: 'guardian (a child under 14 asks through one)',
  mandate: 'power of attorney',
  relation: 'proof of relation',
  vehicle: 'vehicle registration',
  letter: 'official letter',
}

/** What stands between a checkpoint and this ledger; nothing is proved then. */
function differs({ outcome, size, ledgerSize }: Refusals['checkpoint-differs']): string {
  const counts = `checkpoint ${size}, this ledger ${ledgerSize} entries`
  if (outcome === 'other-ledger')
    return 'This checkpoint is of another ledger. Nothing was saved. Please see whether the paper came from this station.'
  if (outcome === 'rolled-back')
    return `The checkpoint is ahead of this ledger (${counts}): the ledger was rolled back. Nothing was saved. Please tell the manager and look at the latest backup.`
  if (outcome === 'unsigned')
    return 'This checkpoint was not signed with the key of this ledger. Nothing was saved. Please see whether a letter is missing or wrong.'
  return `Checkpoint and ledger say different things (${counts}): one of them was rewritten. Nothing was saved. Please keep the paper and tell the manager.`
}

export const refusals: typeof ko = {
  'already-set-up': () => 'This station has been set up already. Its records are unchanged. Please sign in.',
  'not-set-up': () => 'This station has not been set up. Set up the institution and the accounts first.',
  'not-signed-in': () => 'You are signed out. What was saved is unchanged. Please sign in again.',
  'not-allowed': (data) =>
    `This account does not carry the right “${data.right}”. The attempt has been entered. If the work needs it, ask the manager.`,
  'wrong-password': (data) =>
    `The login name or the password is not right. After ${data.remaining} more failures the account is locked for 10 minutes.`,
  'locked-out': (data) =>
    `Locked until ${moment(data.untilAt)} after several wrong passwords. The records are safe. Sign in again after that.`,
  'weak-password': (data) =>
    `The password does not follow the rule: at least ${data.minimumLength} characters and three of capitals, small letters, digits, signs.`,
  'login-taken': (data) => `The login name “${data.loginName}” is taken. Please choose another.`,
  'wrong-recovery-code': () =>
    'The recovery code is not right. The records are unchanged. Check the code on the paper letter by letter.',
  ...vaultRefusals,
  'ledger-altered': (data) =>
    `Entry ${data.seq} of the ledger is not what was first written. Somebody may have changed it outside the program. Stop and tell the manager.`,
  'self-approval': () =>
    'Whoever received a request or checked the identity cannot approve it. Another manager must sign in to approve.',
  'request-unknown': () => 'That request cannot be found. Please choose it again from the list.',
  'request-wrong-state': (data) =>
    `The request is at the step “${named(terms.requestState, data.state)}”, where this cannot be done. Open the list again and see the next step.`,
  'request-not-approved': (data) =>
    `${terms.requestNumber(data.number)} has not been approved. Footage opens after the identity check and the approval.`,
  'range-impossible': (data) => impossible[data.why],
  'resident-number': (data) =>
    `The field “${data.field}” holds what looks like a resident registration number; nothing was saved. Write the date of birth only (PIPA art. 24-2).`,
  'camera-unknown': () => 'This camera is not registered. Check the cameras in the settings.',
  'footage-missing': (data) =>
    `${terms.camera(data.cameraNumber)} holds no footage of the requested time. Check whether it was taken in and whether its retention has passed.`,
  'finding-missing': () =>
    'To show footage with others unmasked, write down the finding that allows it (Standard Guidelines art. 46).',
  'viewing-closed': () =>
    'The viewing has ended; no more footage can be shown. What was watched has been entered. Open a new viewing to go on.',
  'outside-range': (data) =>
    `This lies outside the requested time (allowed ${moment(data.allowedFromAt)}–${moment(data.allowedToAt)}). To see more, have the request amended. This attempt has been entered in the ledger.`,
  'folder-unreadable': () => 'The folder cannot be read. Check the drive and the rights, then choose again.',
  'folder-has-no-video': () =>
    'There is no video file in this folder. Check that it is what the recorder exported.',
  'plan-expired': () => 'The intake plan is too old. Nothing was taken in. Please choose the folder again.',
  'no-space': (data) =>
    `Not enough space (needed ${terms.size(data.neededBytes)}, free ${terms.size(data.freeBytes)}). Held footage is unchanged. Free some space and try again.`,
  'write-failed': () =>
    'Writing to the drive failed. The unfinished file was removed and the records are unchanged. Check the drive and try again.',
  'ffmpeg-missing': () =>
    'The video program (ffmpeg) cannot be found. The records are safe. Ask your support desk to install it.',
  'job-running': (data) =>
    `The same work (${named(terms.job, data.kind)}) is running. Wait for it in the strip below, or cancel it and start again.`,
  'job-unknown': () => 'That job has ended or does not exist. See the strip below.',
  'tracks-missing': () =>
    'People have not been looked for in this footage. Run [Find people] on the masking screen first.',
  'track-unknown': (data) => `Person #${data.track} cannot be found. Please open the masking screen again.`,
  'hand-unknown': () =>
    'The hand-drawn mask cannot be found or lies outside the picture. Please open the masking screen again.',
  'question-unknown': () => 'This question no longer exists. Please open the masking screen again.',
  'review-open': (data) =>
    `${data.open} places are still to be checked, so nothing was done. Please answer all of them in the review list.`,
  'samples-unseen': (data) =>
    `All randomly drawn scenes have to be seen before signing (${data.left} left). Please watch them, then sign.`,
  'signature-missing': () =>
    'No second person has checked the masks yet, so nothing was exported. Please have them signed on the masking screen.',
  'same-person': () =>
    'Whoever decided the masks cannot sign them. Please let another officer or the manager sign.',
  'leaks-found': (data) =>
    `${data.count} places in the output have to be checked, so nothing was handed out. Answer them in the review list, then go on.`,
  'masks-changed': () =>
    'The masks or the footage were changed while the copy was being made, so it was not released. What had been written is gone. Export again as they are now.',
  'day-past': (data) => `${data.on} has passed. Please choose a later day.`,
  'frames-differ': (data) =>
    `The rendered clip has ${data.found} frames and the original ${data.expected}; it was not released. The original is unchanged. Try again.`,
  'masking-stopped': () =>
    'Masking stopped halfway. Nothing has left and the original is unchanged. Start it again.',
  'no-picture': () =>
    'There is not a single picture in the time asked for, so nothing was done. The recording is untouched. Please check the time and the footage.',
  'footage-damaged': (data) =>
    `Held footage is damaged and was not opened (recording ${data.recordingId}). Other footage is not affected. Take it in again from the original medium and tell the manager.`,
  'export-unknown': () => 'That export cannot be found. Please choose it again from the request.',
  'request-changed': (data) =>
    `${data.byName === '' ? 'Somebody else' : data.byName} has moved this request to “${named(terms.requestState, data.state)}” meanwhile, so nothing was saved. Look at what has changed and do it again.`,
  'request-duplicate': (data) =>
    `The same person has already asked for the same footage (${terms.requestNumber(data.number)}). Nothing was received. Go on with that request, or receive this one all the same.`,
  'subject-missing': () =>
    'It does not say for whom the agent speaks, so nothing was received. Enter the person in the footage.',
  'papers-missing': (data) =>
    `The ${named(missingPaper, data.paper)} has not been seen, so identity is not confirmed. See it, or ask for it in writing.`,
  'letter-missing': () =>
    'The agency’s letter is missing, so nothing was done. Enter its number and day, or, where it is urgent, review it under Article 18(2)3 or 10.',
  'basis-missing': () =>
    'No legal basis was chosen, so it cannot be granted. Without a basis, send a refusal (Personal Information Protection Act, Article 18(1)).',
  'basis-unavailable': (data) =>
    `Basis ${data.code} is not open to this institution or this way of showing. Review it under a warrant, an order or another basis.`,
  'basis-unproven': (data) =>
    `What supports basis ${data.code} (evidence, minimum scope, unfair harm) is empty. Fill in all of it before proposing.`,
  'posting-forbidden': () =>
    'Footage cannot be shown to everybody. Consider showing it to a few neighbours to find the person.',
  'destroy-day-missing': () =>
    'The period of use or the day of destruction is missing, so nothing was saved. Enter the day (column 10 of the ledger).',
  'others-visible': () =>
    'What was decided does not allow others to be seen. Go on with masks, or have it reviewed again (Standard Guidelines, Article 46).',
  'outcome-impossible': () =>
    'This request cannot be decided that way. Look at the footage check and the kind of request, and choose another decision.',
  'ground-missing': () =>
    'No ground was chosen, so the notice cannot be issued. Choose one of Article 35(4).',
  'ground-not-lawful': (data) =>
    `“${data.ground}” is not a ground on which this request may be refused or limited. Choose one from the list.`,
  'reason-blocked': (data) => `This reason cannot be issued. ${data.why} ${data.instead}`,
  'not-viewed-yet': () =>
    'Erasure can be asked for by a subject who has viewed the footage (Article 36(1)). Let them view it first.',
  held: (data) =>
    `This footage is held for another request (${data.number}) and cannot be erased. It is as it was. Refuse the erasure, or act when the hold has ended.`,
  'overdue-reason-missing': (data) =>
    `The due day (${data.dueOn}) has passed. Say why it is late before deciding.`,
  'fee-unpaid': (data) =>
    `The fee of ${data.totalWon.toLocaleString('en-GB')} won has not been paid, so nothing was handed over. Confirm the payment or say why it is waived.`,
  'fee-settled': () => 'There is no fee to settle, or it has been settled. Look at the request again.',
  'row-missing': () =>
    'The ledger does not say that anything was shown or handed over, so it is not complete. Show the footage or make the copy, then try again.',
  'objection-late': (data) =>
    `The time to object (until ${data.lastOn}) has passed. Tell the requester of the other ways to have it reviewed.`,
  'keeping-period': (data) =>
    `The keeping period (until ${data.untilOn}) has not ended, so nothing was erased. Try again after it.`,
  'publication-short': (data) =>
    `It has to stay on the homepage for at least ${data.days} days. Enter a longer period.`,
  'aftercare-unknown': () =>
    'Nothing of that kind is left to do for this request. Look at the request again.',
  'hold-unknown': () => 'That hold has been released already. Open the list again.',
  'retention-too-short': (data) =>
    `This sector’s law wants footage kept for at least ${data.minimumDays} days. Nothing was saved. Enter a longer retention.`,
  'law-in-force': (data) =>
    `Law data in force since ${data.effectiveFrom} cannot be taken back: decisions have followed it. Load a corrected file instead.`,
  'law-file-unreadable': () =>
    'The law data cannot be read or is not in the right form. The present data stays in use. Check the file and load it again.',
  'document-unavailable': () =>
    'This document cannot be made at this stage. Look at the request’s stage and try again.',
  'form-unreadable': () =>
    'No filled field and no picture was found in this file. Nothing was kept of it. Print the file, or type its words in by hand.',
  'picture-unreadable': () =>
    'The picture cannot be read. Nothing was kept. Please choose a JPEG or PNG file of at most 10 MB.',
  'copy-unmasked': () =>
    'Nothing is covered, so nothing was kept. Cover the last seven digits of the resident number with a box, then save (PIPA article 24-2).',
  'reason-missing': () =>
    'No reason is given, so nothing was done. Please write the reason; it stays in the ledger.',
  'retention-exceeded': (data) =>
    `Kept too long: ${terms.camera(data.cameraNumber)} still has footage of ${data.oldestOn}, which had to be destroyed by ${data.destroyByOn}. Destroy what has expired now, then check again.`,
  'nothing-expired': () =>
    'There is no expired footage to destroy. What is held, or open on the screen, is not destroyed. Nothing has changed.',
  'row-unknown': (data) =>
    `The ledger has no line ${data.no}. Nothing was changed. Please open the list again.`,
  'row-erased': (data) =>
    `Line ${data.no} was erased after its keeping period and cannot be corrected. That it was there stays in the ledger.`,
  'row-unchanged': (data) =>
    `Nothing of line ${data.no} would be different, so it was not corrected. Please write what is right.`,
  'row-corrected': (data) =>
    `Line ${data.no} was corrected by line ${data.byNo} already. Nothing was changed. Please correct line ${data.byNo}.`,
  'row-changed': (data) =>
    `Meanwhile ${data.byName === '' ? 'somebody' : data.byName} added something to line ${data.no} (${moment(data.at)}), so it was not corrected. Please look at it as it is now and correct it again.`,
  'checkpoint-unreadable': () =>
    'This cannot be read as a checkpoint. The ledger is as it was. Please write the whole checkpoint from the paper, or its size and root hash.',
  'checkpoint-differs': (data) => differs(data),
  'checkpoint-unsigned': (data) =>
    `No checkpoint of ${data.size} entries was kept, so its signature is not known. Nothing was saved. Please type the whole checkpoint from the paper, with its signature, or scan its QR code.`,
  'too-many-rows': (data) =>
    `${data.count} rows are too many at once (at most ${data.most}). Nothing has left. Please divide the period.`,
  'printer-failed': (data) =>
    `Printer ${data.printer} did not take the job. The ledger is as it was, and the attempt has been entered. Please look at the printer, or save a PDF.`,
  'destroying-alone': () =>
    'Somebody else has to approve the destruction. Nothing was destroyed. Please approve with another manager’s name and password.',
  'month-open': (data) =>
    `Month ${data.month} is not over and cannot be signed yet. The explanations are kept. Please sign from the first of the next month on.`,
  'month-signed': (data) =>
    `${data.byName} signed month ${data.month} at ${moment(data.at)}. A signed review does not change. Please look at its sheet, or print it.`,
  unexplained: (data) =>
    `${data.left} findings have no explanation, so nothing was signed. What has been written is kept. Please explain the rest and sign then.`,
  'reviewing-alone': () =>
    'Everything found was done by the reviewer, who cannot sign alone. The explanations are kept. Please let somebody else stand by with their name and password.',
}
