import type { frame as ko } from '../ko/frame.ts'

export const frame: typeof ko = {
  menu: 'Main menu',
  screens: {
    today: 'Today',
    requests: 'Requests',
    viewing: 'Viewing',
    masking: 'Masking, export',
    intake: 'Intake',
    ledger: 'Ledger',
    settings: 'Settings',
  },
  status: 'State of the station',
  ledgerSize: (count) => `Ledger ${count.toLocaleString('en-GB')}`,
  free: (size) => `${size} free`,
  lock: 'Lock',
  signOut: 'Sign out',
  keysButton: 'Show keys',
  recording: {
    label: 'State of the viewing',
    now: 'Being recorded',
    purposes: { check: 'checking footage', show: 'shown to the subject', mask: 'masking' },
    cameras: (numbers) => `camera ${numbers.join(', ')}`,
    since: (time) => `since ${time}`,
    toViewing: 'To the viewing',
    stop: 'End the viewing',
  },
  jobs: {
    label: 'Jobs under way',
    running: (label, step) => `${label}: ${step}`,
    stop: (label) => `Cancel ${label}`,
    stopShort: 'Cancel',
    finished: (label) => `${label}: done.`,
    cancelled: (label) => `${label}: cancelled. Nothing half done is left.`,
    stopped: (label, sentence) => `${label}: stopped. ${sentence}`,
    dismiss: (label) => `Close the notice of ${label}`,
  },
  left: {
    title: 'The viewing has ended',
    idle: 'Nobody was active for a while, so the viewing was ended. What was watched has been entered.',
    locked: 'The screen was locked, so the viewing was ended. What was watched has been entered.',
    dismiss: 'Close the notice of the end of the viewing',
  },
  keys: {
    title: 'Keys',
    groups: [
      {
        title: 'Everywhere',
        keys: [
          ['Ctrl+L', 'lock the screen'],
          ['Alt+1 … 7', 'go to a screen of the main menu'],
          ['Tab · Shift+Tab', 'next · previous control'],
          ['?', 'this help'],
        ],
      },
      {
        title: 'Receiving a request',
        keys: [
          ['Enter', 'next field'],
          ['Shift+Enter', 'previous field'],
          ['Alt+Enter', 'new line in a field of several lines'],
        ],
      },
      {
        title: 'Viewing',
        keys: [
          ['Space', 'play · pause'],
          ['J · K · L', 'slower · pause · faster'],
          [', · .', 'one frame back · on'],
          ['← · →', '5 s back · on'],
          ['Shift+← · →', '1 min back · on'],
          ['Home · End', 'beginning · end of the allowed stretch'],
          ['1 … 9', 'change the camera'],
          ['Esc Esc', 'end the viewing'],
        ],
      },
      {
        title: 'Masking',
        keys: [
          ['↑ · ↓', 'choose a person'],
          ['M', 'keep · mask'],
          ['Space', 'play · pause'],
        ],
      },
    ],
  },
}
