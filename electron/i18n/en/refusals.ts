import type { refusals as ko } from '../ko/refusals.ts'
import { terms } from './terms.ts'

const named = (names: Record<string, string>, key: string): string => names[key] ?? key

/** `21 Nov 14:30` on the wall clock of Korea. */
const moment = (at: string): string => {
  const local = new Date(Date.parse(at) + 9 * 3_600_000).toISOString()
  return `${local.slice(5, 10)} ${local.slice(11, 16)}`
}

const impossible = {
  reversed: 'The end lies before the beginning. Please correct the times.',
  future: 'Part of this time has not come yet. Please give a time that has passed.',
  'too-long': 'One request may cover at most 7 days. Please receive it in parts.',
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
  'vault-damaged': () =>
    'The vault file is damaged and was not opened. Nothing was changed. Leave this PC as it is and ask for the backup.',
  'vault-newer': (data) =>
    `The vault was made by a newer program (vault ${data.found}, program ${data.known}). Nothing was changed. Update the program first.`,
  'vault-keys-damaged': () =>
    'The key file is damaged, so the vault cannot be opened. The records are unchanged. Restore the key file from its backup.',
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
    'The masks were changed while the copy was being made, so it was not released. What had been written is gone. Export again with the masks as they are now.',
  'day-past': (data) => `The date for destruction (${data.on}) has passed. Please choose today or later.`,
  'frames-differ': (data) =>
    `The rendered clip has ${data.found} frames and the original ${data.expected}; it was not released. The original is unchanged. Try again.`,
  'masking-stopped': () =>
    'Masking stopped halfway. Nothing has left and the original is unchanged. Start it again.',
  'no-picture': () =>
    'There is not a single picture in the time asked for, so nothing was done. The recording is untouched. Please check the time and the footage.',
  'footage-damaged': (data) =>
    `Held footage is damaged and was not opened (recording ${data.recordingId}). Other footage is not affected. Take it in again from the original medium and tell the manager.`,
  'export-unknown': () => 'That export cannot be found. Please choose it again from the request.',
  'reason-missing': () =>
    'No reason is given, so nothing was done. Please write the reason; it stays in the ledger.',
}
