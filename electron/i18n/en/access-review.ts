import type { accessReview as ko } from '../ko/access-review.ts'
import { act } from './acts.ts'

const number = (value: number): string => value.toLocaleString('en-GB')

const forbidden: Record<string, string> = {
  'not-allowed': 'something they have no right to',
  'request-not-approved': 'viewing or copying for a request that is not approved',
  'others-visible': 'viewing or copying with others unmasked',
  'same-person': 'vouching as two people',
  held: 'destroying footage that is held',
  'keeping-period': 'erasing within the keeping period',
  'posting-forbidden': 'posting footage',
}

const actName = (kind: string): string => (Object.hasOwn(act, kind) ? act[kind as keyof typeof act] : kind)
const monthName = (month: string) => month

export const accessReview: typeof ko = {
  title: 'Monthly review of the access records',
  open: 'Monthly review',
  lead: 'Everything unusual in a month of access records is explained and signed. Cycle and method follow the internal management plan (Safety Measures, Article 8).',
  month: 'Month',
  monthName,
  monthState: { running: 'not over', open: 'not signed', overdue: 'overdue', signed: 'signed' },
  monthOption: (month, state) => `${month} · ${state}`,
  dueBy: (day) => `sign by ${day}`,
  running:
    'This month is not over. It can be looked at up to now, and signed from the first of the next month on.',
  working: 'Counting the month’s entries.',
  heat: {
    title: 'Accesses by day and hour',
    label: (month) => `Accesses by day and hour, ${month}`,
    cell: (day, hour, count) => `${day}, ${hour} h: ${number(count)}`,
    most: (count) => `darkest: ${number(count)}`,
    night: 'outside working hours',
    hour: (hour) => `${hour}`,
    summary: (accesses, night) => `${number(accesses)} accesses, ${number(night)} outside working hours`,
  },
  officers: {
    title: 'Viewings by person',
    label: 'Viewings by person and share seen unmasked',
    name: 'Person',
    viewings: 'Viewings',
    watched: 'Watched',
    clear: 'Unmasked',
    reveals: 'Looks under masks',
    copies: 'Copies',
    prints: 'Prints',
    none: 'Nobody used the station in this month.',
    times: (count) => number(count),
    minutes: (minutes) => `${number(minutes)} min`,
    share: (percent) => `${percent} %`,
  },
  totals: {
    title: 'Totals',
    entries: 'Entries',
    viewings: 'Viewings',
    watched: 'Watched',
    copies: 'Copies',
    refusals: 'Refused attempts',
    failedSignIns: 'Failed sign-ins',
    prints: 'Prints',
    count: (count) => number(count),
    reasons: (copies, withReason) =>
      copies === 0
        ? 'none'
        : copies === withReason
          ? `${number(copies)}, each with its reason`
          : `${number(copies)}, ${number(withReason)} with a reason`,
  },
  findings: {
    title: 'What was unusual',
    progress: (explained, all) => `explained ${explained}/${all}`,
    place: (index, all) => `${index + 1} of ${all}`,
    none: 'Nothing was unusual',
    noneText: 'No access reached a limit. The month can be signed as it is.',
    own: 'done by the reviewer',
    grown: 'There are more entries since this was explained. Please look again and correct the explanation.',
    explained: 'explained',
    open: 'not explained',
    list: 'List of findings',
    explanation: 'Explanation',
    explanationHint: 'Why it was so, and what was done. Kept as you type.',
    quick: 'Often given',
    by: (name, at) => `${name} · ${at}`,
    next: 'Next',
    previous: 'Previous',
    keep: 'Explain and go on',
    acts: (count) => `Show ${number(count)} entries`,
    hideActs: 'Hide entries',
    actColumns: { seq: 'No.', at: 'Time', actor: 'Person', act: 'Act', subject: 'Of', summary: 'Details' },
    someActs: (shown, all) => `The first ${number(shown)} of ${number(all)} entries.`,
    request: (requestNumber) => `Open request ${requestNumber}`,
    span: (from, to) => (from === to ? from : `${from} ~ ${to}`),
  },
  kind: {
    night: 'Outside working hours',
    'outside-window': 'Outside a request',
    forbidden: 'Forbidden attempt',
    'subject-requests': 'Same person requested again',
    'subject-viewings': 'Same person watched again',
    'camera-often': 'Camera opened often',
    'not-picked-up': 'Copy not picked up',
    'clear-share': 'Share seen unmasked',
    'sign-in-failed': 'Failed sign-ins',
    recovery: 'Recovery code used',
    'clock-set-back': 'Clock set back',
    corrected: 'Ledger corrected',
    'vault-mended': 'Vault mended',
    'settings-changed': 'Settings changed',
    'rights-changed': 'Rights changed',
    printed: 'Ledger taken out',
  },
  said: {
    night: ({ actors, day, value }) =>
      `${actors} used the station ${number(value)} times on ${day} outside working hours or on a day off.`,
    'outside-window': ({ actors, about, value }) =>
      `${actors} tried ${number(value)} times to go outside what request ${about} allows. All of it was refused.`,
    forbidden: ({ actors, about, value }) =>
      `${actors} was refused: ${forbidden[about] ?? actName(about)}, ${number(value)} times.`,
    'subject-requests': ({ actors, name, value, limit }) =>
      `${actors} received ${number(value)} requests about ${name} (limit ${number(limit)}).`,
    'subject-viewings': ({ actors, name, value, limit }) =>
      `${actors} opened footage about ${name} ${number(value)} times (limit ${number(limit)}).`,
    'camera-often': ({ camera, value, limit }) =>
      `${camera} was opened ${number(value)} times; by its average, ${number(limit)} are many.`,
    'not-picked-up': ({ about }) => `The copy ${about} was not handed over within its days.`,
    'clear-share': ({ actors, value, limit }) =>
      `${number(value)} % of what ${actors} watched was unmasked (limit ${number(limit)} %).`,
    'sign-in-failed': ({ name, day, value, limit }) =>
      `${number(value)} sign-ins failed on ${day} for ${name === '' ? 'an unknown account' : name} (limit ${number(limit)}).`,
    recovery: ({ actors, day, about }) => `${actors}, ${day}: ${actName(about)}.`,
    'clock-set-back': ({ day, value }) =>
      `The PC’s clock stood behind the ledger on ${day} (${number(value)} times).`,
    corrected: ({ actors, day, value }) => `${actors} corrected ${number(value)} lines on ${day}.`,
    'vault-mended': ({ day, about }) => `${day}: ${actName(about)}.`,
    'settings-changed': ({ actors, day, about, value }) =>
      `${actors}, ${day}: ${actName(about)} (${number(value)}).`,
    'rights-changed': ({ actors, day, about, value }) =>
      `${actors}, ${day}: ${actName(about)} (${number(value)}).`,
    printed: ({ actors, value }) =>
      `${actors} printed or exported the ledger ${number(value)} times. The reasons stand in the entries.`,
  },
  quick: {
    night: ['Urgent request on duty', 'Footage secured after an incident', 'On duty at an event'],
    'outside-window': ['Wrong time pressed', 'Asked to have the request amended', 'Looked into and warned'],
    forbidden: ['Told again who does what', 'Procedure mistaken', 'Looked into and warned'],
    'subject-requests': ['Requests after one incident', 'Asked day by day'],
    'subject-viewings': ['Checked, masked and shown in turn', 'Long footage, seen in parts'],
    'camera-often': ['Several incidents at this place', 'Works or an event at this place'],
    'not-picked-up': ['A new day was agreed with the requester', 'Given up and destroyed'],
    'clear-share': ['Mostly looking for what was asked', 'Nobody in the footage'],
    'sign-in-failed': [
      'Mistyped by the owner',
      'Just after a change of password',
      'Not the owner; looked into',
    ],
    recovery: ['Password lost, opened by the manager'],
    'clock-set-back': ['The clock was corrected', 'The battery was replaced'],
    corrected: ['A slip was corrected'],
    'vault-mended': ['Mended after a power cut, nothing lost', 'Restored from a backup'],
    'settings-changed': ['Change of policy', 'Holidays or clocks put right'],
    'rights-changed': ['New colleague'],
    printed: ['Monthly approval', 'Handed in for an audit'],
  },
  keys: 'N next · P previous · E explain · A entries · R request · Ctrl+Enter explain and go on',
  sign: {
    button: 'Sign',
    left: (count) => `${number(count)} more to explain before it can be signed.`,
    title: (month) => `Sign the review of ${month}`,
    text: (count) =>
      `${number(count)} findings and their explanations are entered in the ledger and cannot be changed afterwards. Please give your own password again.`,
    witness:
      'Everything found was done by the reviewer. Somebody else has to stand by with name and password.',
    login: 'Name of who stands by',
    witnessPassword: 'Password of who stands by',
    password: 'My password',
    submit: 'Sign',
    done: (month) => `${month} has been signed and entered in the ledger.`,
  },
  signed: {
    title: 'Signed',
    text: (name, at) => `${name} signed at ${at}.`,
    witness: (name) => `Stood by: ${name}`,
    range: (from, to, seq) =>
      `Entries ${number(from)}–${number(to)} were looked through; the signature is entry ${number(seq)}.`,
    root: 'Root of the entries looked through',
    own: (count) => `${number(count)} of these were done by the reviewer.`,
    list: 'Signed months',
    none: 'No month has been signed yet.',
    columns: { month: 'Month', by: 'Signed by', at: 'Signed at' },
    open: (month) => `Show the sheet of ${month}`,
  },
  print: {
    button: 'Print the sheet',
    title: 'Print the review',
    text: 'Saves findings, explanations and signature as a PDF. Printing is entered in the access record.',
    start: 'Save as PDF',
    saved: 'The sheet was saved as a PDF, with the checkpoint on it.',
  },
  settings: {
    button: 'Change limits',
    title: 'Limits of the review',
    text: 'From these numbers on something is unusual. Signed months keep the limits they were signed by.',
    fields: {
      fromHour: 'Work begins (hour)',
      toHour: 'Work ends (hour)',
      subjectRequests: 'Requests about one person',
      subjectViewings: 'Viewings of one person',
      cameraTimes: 'Camera: times its average',
      cameraLeast: 'Camera: at least',
      pickupDays: 'Days to pick a copy up',
      clearPercent: 'Share unmasked (%)',
      clearLeastMinutes: 'Share: minutes at least',
      failures: 'Failed sign-ins a day',
    },
    wrong: 'Please write a number that fits.',
    reversed: 'Work ends after it begins.',
    save: 'Save',
  },
}
