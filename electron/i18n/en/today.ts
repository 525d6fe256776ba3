import type { today as ko } from '../ko/today.ts'

export const today: typeof ko = {
  title: 'Today',
  receive: 'Receive a request',
  due: 'Due',
  noDue: 'No request is waiting',
  noDueText: 'Requests stand here in the order of their due days.',
  until: (day) => `by ${day}`,
  waiting: 'For approval',
  noWaiting: 'Nothing waits for approval',
  noWaitingText: 'Requests whose identity check is done stand here until they are approved.',
  approve: (number) => `To approve: ${number}`,
  notices: 'Notices',
  noNotices: 'Nothing to report',
  noNoticesText: 'Storage, the table of holidays and other things to look after are told here.',
  holidays: (year) =>
    `The holidays of ${year} are not loaded, so due days may come out too early. Please update the program.`,
  lowSpace: (size) => `${size} are left for footage. Free some space before the next intake.`,
  noFootage: 'No footage has been taken in. Take in the footage of the requested time first.',
  overdue: (number) => `Request ${number} is overdue. Deal with it now and note the reason.`,
  first: {
    title: 'A new station: begin in this order',
    cameras: 'Check the cameras',
    camerasText: 'Numbers, places, retention and clock errors as they really are.',
    camerasGo: 'Open the settings',
    intake: 'Take in footage',
    intakeText: 'Choose the folder that the recorder exported; it is kept encrypted.',
    intakeGo: 'Open the intake',
    request: 'Receive a request',
    requestText: 'Footage opens once a request has been received and approved.',
    requestGo: 'Receive the first request',
  },
}
