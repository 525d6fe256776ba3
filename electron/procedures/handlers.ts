import type { contract } from '../contract/contract.ts'
import type { Handlers } from '../contract/define.ts'
import * as detect from './detect.ts'
import * as exports from './exports.ts'
import * as follow from './follow.ts'
import * as institution from './institution.ts'
import * as intake from './intake.ts'
import * as ledger from './ledger.ts'
import * as masking from './masking.ts'
import type { Office } from './office.ts'
import * as requests from './requests.ts'
import * as review from './review.ts'
import * as station from './station.ts'
import * as viewings from './viewings.ts'

/** Which procedure answers which call of the contract; the compiler refuses a gap. */
export const handlers: Handlers<typeof contract, Office> = {
  station: {
    status: station.status,
    setUp: station.setUp,
    printRecoveryCode: station.printRecoveryCode,
    signIn: station.signIn,
    recover: station.recover,
    lock: (office) => station.lock(office),
    signOut: station.signOut,
    touch: station.touch,
  },
  institution: {
    show: institution.show,
    change: institution.change,
    changeCamera: institution.changeCamera,
    addCamera: institution.addCamera,
    addActor: institution.addActor,
  },
  intake: { choose: intake.choose, start: intake.start, outcomes: intake.outcomes },
  recordings: { list: intake.list, summary: intake.summary },
  requests: {
    list: requests.list,
    find: requests.find,
    due: requests.due,
    receive: requests.receive,
    checkIdentity: requests.checkIdentity,
    approve: requests.approve,
    fulfil: requests.fulfil,
  },
  viewings: {
    open: viewings.open,
    current: viewings.current,
    watched: viewings.watched,
    attempt: viewings.attempt,
    reveal: viewings.reveal,
    conceal: viewings.conceal,
    close: viewings.close,
  },
  masking: {
    detect: detect.detect,
    clip: masking.clip,
    boxes: masking.boxes,
    change: masking.change,
    undo: masking.undo,
    redo: masking.redo,
    follow: follow.follow,
    leakPicture: review.leakPicture,
    samples: review.samples,
    sign: review.sign,
  },
  exports: {
    start: exports.start,
    list: exports.list,
    password: exports.password,
    print: exports.print,
    openFolder: exports.openFolder,
  },
  jobs: {
    list: (office) => {
      office.actor()
      return office.jobs.list()
    },
    cancel: (office, { jobId }) => {
      office.actor()
      return office.jobs.cancel(jobId)
    },
  },
  ledger: {
    lines: ledger.lines,
    acts: ledger.acts,
    verify: ledger.verify,
    print: ledger.print,
    exportEntries: ledger.exportEntries,
  },
}
