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
  requestKind: { view: 'Viewing', copy: 'Copy', existence: 'Existence check' },
  requestState: {
    received: 'Received',
    verified: 'Identity checked',
    approved: 'Approved',
    fulfilled: 'Done',
  },
  relation: { self: 'The person themselves', guardian: 'Legal guardian', agent: 'Authorised agent' },
  identityPaper: {
    'resident-card': 'Resident card',
    'driving-licence': 'Driving licence',
    passport: 'Passport',
    other: 'Other proof of identity',
  },
  job: { intake: 'Intake', detect: 'Finding people', follow: 'Following a mask', export: 'Export' },
  jobStep: {
    intake: 'taking in',
    detect: 'finding people',
    follow: 'following',
    render: 'rendering',
    scan: 'leak scan',
    check: 'check',
    sign: 'signing',
    enter: 'entering',
  },
  camera: (number) => `Camera ${number}`,
  requestNumber: (number) => `Request ${number}`,
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
