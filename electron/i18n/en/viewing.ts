import type { viewing as ko } from '../ko/viewing.ts'

export const viewing: typeof ko = {
  title: 'Viewing',
  purpose: {
    check: 'Check the requested footage',
    show: 'Show it to the data subject',
    mask: 'Masking',
  },
  purposeText: {
    check:
      'The officer checks alone whether the requested footage is there. The visitor does not see the screen.',
    show: 'The data subject watches. As a rule everybody else is masked.',
  },
  picture: {
    masked: 'Masked',
    clear: 'Unmasked',
  },
  choose: {
    title: 'Choose the request to view',
    empty: 'There is no request that may be viewed now',
    emptyText:
      'A request appears here from its receipt on, so that its footage can be looked for; an agency’s once its authority has been checked.',
    open: (number) => `Request ${number}: choose`,
    number: 'Number',
    requester: 'Requester',
    range: 'Requested time',
    cameras: 'Cameras',
    dueOn: 'Due',
  },
  form: {
    title: (number) => `Viewing of request ${number}`,
    purpose: 'Purpose of the viewing',
    picture: 'How it is shown',
    pictureText:
      'Everybody but the requester is masked. Only the masked picture goes to the visitor’s window (the second screen); a moment in which nobody has been looked for is masked whole.',
    questionsLeft: (count) =>
      `${count} question(s) about the masks are open. It is safer to answer them under Masking first.`,
    nobodyKept:
      'Nobody has been chosen to stay visible: everybody will be masked. Choose the requester under Masking.',
    tracksMissing:
      'On some camera nobody has looked for people yet, so it cannot be shown masked. Run [Find people] under Masking first.',
    toMasking: 'Go to Masking',
    finding: 'Why nobody has to be masked',
    findingHint:
      'Nobody else appears, or they cannot be recognised (far away, from behind), or they have consented (Standard Guidelines art. 46). This is entered in the ledger.',
    findingMissing: 'State the reason. If there is none, show it masked.',
    witness: 'Witness (if any)',
    start: 'Start viewing',
    recorded:
      'The ledger is written first, then the footage opens. Whatever is watched is entered, rewinds included.',
    checkOnly:
      'Nothing has been decided yet: the officer may only check, alone, whether the footage is there.',
    notApproved:
      'The footage of this request cannot be opened at its present step. See Requests for the next one.',
    other: 'Choose another request',
  },
  card: {
    title: 'Request',
    requester: 'Requester',
    purpose: 'Reason',
    clues: 'Clues',
    range: 'Allowed time',
    cameras: 'Cameras',
    seen: 'Watched, as entered',
    viewingPurpose: 'Purpose',
    picture: 'Shown',
  },
  visitor: {
    title: 'Visitor’s window',
    open: 'Open the visitor’s window',
    close: 'Close the visitor’s window',
    isOpen: 'visitor’s window open',
    failed: 'The visitor’s window did not open. The viewing goes on. Try again.',
    preview: 'What the visitor sees',
    picture: (time) => `Masked footage, ${time}`,
    notice: 'Other people are masked, as the law requires',
    unready: 'One moment',
  },
  reveal: {
    title: 'Look under the masks',
    hold: 'Hold to look under the masks',
    now: 'Looking under the masks',
    onStage: 'Masks held off · entered in the ledger',
    text: 'On the operator’s screen alone, and only while held. The visitor’s window stays masked. Every look is entered in the ledger with its reason.',
    reason: 'Reason for looking',
    missing: 'State the reason.',
    confirm: 'OK',
    entered: (number) => `That the masks of request ${number} are held off has been entered in the ledger.`,
  },
  cameraChoice: 'Choose a camera',
  cameraTab: (number, place) => `${number} ${place}`,
  stage: (camera, time) => `Footage of ${camera}, ${time}`,
  preparing: 'The footage is being prepared.',
  noRecording: (from, to) => `No recording ${from}–${to}`,
  toNext: (time) => `Go to the next recording (${time})`,
  noFootage: 'This camera has no recording in the allowed time.',
  shownClock: (time, correction) => `shown ${time}, corrected by ${correction} s`,
  controls: {
    label: 'Playback',
    toStart: 'To the start of the allowed time',
    toEnd: 'To the end of the allowed time',
    frameBack: 'Previous frame',
    frameOn: 'Next frame',
    play: 'Play',
    pause: 'Pause',
    speeds: 'Speed',
    backwards: (times) => `−${times}× backwards`,
    forwards: (times) => `${times}× forwards`,
  },
  rulers: {
    day: 'Whole day',
    range: 'Allowed',
    playhead: 'Playback position',
    before: (from, to) => `Before the allowed time ${from}–${to}`,
    after: (from, to) => `After the allowed time ${from}–${to}`,
    outside: 'Outside the requested time. Press to be told why; the attempt is entered in the ledger.',
    legendRecorded: 'Recorded',
    legendSeen: 'Watched (as entered)',
    legendOutside: 'Not allowed',
  },
  closed: {
    text: 'The viewing is finished. Everything watched has been entered in the ledger.',
    toRequest: 'Back to the request',
  },
  escapeOnce: 'Press Esc once more to finish the viewing.',
  stopped: {
    unreported: (cause) =>
      `What was watched could not be entered in the ledger, so the picture was covered. ${cause} Finish the viewing and start again.`,
    unreadable: (name) =>
      `The recording of ${name} could not be read, so playback stopped. Other footage is not affected. Try again; if it happens again, tell the manager.`,
    again: 'Try again',
  },
  otherOpen: {
    mask: 'Footage is open for masking',
    view: 'Footage is open for viewing',
    text: 'Footage is opened for one purpose at a time. Finish it in the red strip above, then open it again.',
  },
  keys: [
    ['Space', 'Play · pause'],
    ['J · K · L', 'Back · stop · forward (twice as fast each press)'],
    [', · .', 'Previous · next frame'],
    ['← · →', '5 seconds'],
    ['Shift + ← · →', '1 minute'],
    ['Home · End', 'Start · end of the allowed time'],
    ['1 – 9', 'Change camera'],
    ['V', 'Open or close the visitor’s window'],
    ['R (held)', 'Look under the masks, on the operator’s screen'],
    ['Esc Esc', 'Finish the viewing'],
  ],
}
