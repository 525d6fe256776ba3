import type { terms as ko } from '../ko/terms.ts'

export const terms: typeof ko = {
  product: 'Footage viewing station',
  dialogs: { intake: 'Folder to take in', export: 'Folder for the package', choose: 'Choose this folder' },
  role: {
    officer: 'Officer',
    manager: 'Manager',
    witness: 'Witness',
    auditor: 'Auditor',
    administrator: 'Administrator',
  },
  requestKind: {
    view: 'Viewing',
    copy: 'Copy',
    existence: 'Existence check',
    erase: 'Erasure',
    correct: 'Correction',
    stop: 'Stop processing',
    provide: 'Provision',
    use: 'Use beyond purpose',
    object: 'Objection',
  },
  requestState: {
    inquiry: 'Inquiry',
    received: 'Received',
    supplementing: 'Papers asked for',
    verified: 'Identity checked',
    located: 'Footage checked',
    proposed: 'Awaiting decision',
    decided: 'Decided',
    postponed: 'Postponed',
    notified: 'Notice sent',
    'no-show': 'Did not come',
    fulfilled: 'Done',
    objected: 'Objected to',
    closed: 'Closed',
    withdrawn: 'Withdrawn',
  },
  channel: {
    visit: 'Visit',
    post: 'Post',
    fax: 'Fax',
    email: 'E-mail',
    web: 'Internet',
    commission: 'Through the Commission',
    'disclosure-portal': 'Disclosure portal',
    'agency-letter': 'Official letter',
    phone: 'Telephone',
  },
  outcome: {
    grant: 'Granted',
    partial: 'Granted in part',
    postpone: 'Postponed',
    refuse: 'Refused',
    exists: 'Exists',
    'not-exists': 'Does not exist',
    'not-applicable': 'Not applicable',
    uphold: 'Upheld',
    dismiss: 'Dismissed',
  },
  relation: { self: 'The person themselves', guardian: 'Legal guardian', agent: 'Authorised agent' },
  identityPaper: {
    'resident-card': 'Resident card',
    'driving-licence': 'Driving licence',
    passport: 'Passport',
    other: 'Other proof of identity',
    'shared-records': 'Shared administrative records',
    'service-card': 'Service card',
    'official-letter': 'Official letter',
  },
  job: {
    intake: 'Intake',
    detect: 'Finding people',
    follow: 'Following a mask',
    export: 'Export',
    destroy: 'Destroying footage',
  },
  jobStep: {
    intake: 'taking in',
    detect: 'finding people',
    follow: 'following',
    render: 'rendering',
    scan: 'leak scan',
    check: 'check',
    sign: 'signing',
    enter: 'entering',
    destroy: 'destroying',
  },
  camera: (number) => `Camera ${number}`,
  requestNumber: (number) => (number.startsWith('Q') ? `Inquiry ${number.slice(1)}` : `Request ${number}`),
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  next: 'Next',
  none: 'None',
  days: (count) => `${count} ${count === 1 ? 'day' : 'days'}`,
  count: (count) => count.toLocaleString('en-GB'),
  duration: (seconds) => {
    const whole = Math.round(seconds)
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    if (hours > 0) return `${hours} h ${minutes} min`
    return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`
  },
  remaining: (duration) => `${duration} left`,
  size: (bytes) => {
    const units = ['B', 'KB', 'MB', 'GB', 'TB']
    const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
    const amount = bytes / 1000 ** power
    return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[power]}`
  },
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  day: (on, weekday) => `${weekday} ${on}`,
  loading: 'Loading.',
  faultTitle: 'That could not be done',
  fault: (reference) =>
    `Something inside the program went wrong and the work was not finished. What had been entered is unchanged. Try again; if it happens again, give your support desk the reference ${reference}.`,
}
