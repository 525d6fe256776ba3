import type { contract } from '../contract/contract.ts'
import type { Handlers } from '../contract/define.ts'
import * as access from './access.ts'
import * as accessReview from './access-review.ts'
import * as reviewPaper from './access-review-paper.ts'
import * as afterwards from './afterwards.ts'
import * as backups from './backups.ts'
import * as book from './book.ts'
import * as decisions from './decisions.ts'
import * as destroying from './destroying.ts'
import * as detect from './detect.ts'
import * as documents from './documents.ts'
import * as duties from './duties.ts'
import * as exports from './exports.ts'
import * as follow from './follow.ts'
import * as forms from './forms.ts'
import * as fulfilling from './fulfilling.ts'
import * as holding from './holding.ts'
import * as identityCopies from './identity-copies.ts'
import * as institution from './institution.ts'
import * as intake from './intake.ts'
import * as law from './law.ts'
import * as ledger from './ledger.ts'
import * as ledgerExport from './ledger-export.ts'
import * as ledgerPaper from './ledger-paper.ts'
import { lock } from './locking.ts'
import * as masking from './masking.ts'
import type { Office } from './office.ts'
import * as receiving from './receiving.ts'
import * as recovery from './recovery.ts'
import * as registers from './registers.ts'
import * as requests from './requests.ts'
import * as retention from './retention.ts'
import * as review from './review.ts'
import * as station from './station.ts'
import * as viewings from './viewings.ts'

/** Which procedure answers which call of the contract; the compiler refuses a gap. */
export const handlers: Handlers<typeof contract, Office> = {
  station: {
    status: station.status,
    setUp: station.setUp,
    noteMended: station.noteMended,
    signIn: station.signIn,
    lock: (office) => lock(office),
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
    search: requests.search,
    find: requests.find,
    due: requests.due,
    alike: requests.alike,
    draft: requests.draft,
    keepDraft: requests.keepDraft,
    receive: receiving.receive,
    write: receiving.write,
    addLetter: receiving.addLetter,
    askPapers: receiving.askPapers,
    takePapers: receiving.takePapers,
    verify: receiving.verify,
    withdraw: receiving.withdraw,
    review: decisions.review,
    locate: decisions.locate,
    propose: decisions.propose,
    sendBack: decisions.sendBack,
    decide: decisions.decide,
    resume: decisions.resume,
    extend: decisions.extend,
    notify: fulfilling.notify,
    fulfil: fulfilling.fulfil,
    miss: fulfilling.miss,
    reinvite: fulfilling.reinvite,
    close: fulfilling.close,
    pay: afterwards.pay,
    waive: afterwards.waive,
    post: afterwards.post,
    tellSubject: afterwards.tellSubject,
    askRecipient: afterwards.askRecipient,
    confirmRecipient: afterwards.confirmRecipient,
    answerRecipient: afterwards.answerRecipient,
    eraseDetails: afterwards.eraseDetails,
  },
  duties: { inbox: duties.inbox, calendar: duties.calendar, done: duties.done },
  holds: { list: holding.list, place: holding.place, release: holding.release, keep: holding.keep },
  law: { show: law.show, putHolidays: law.putHolidays, load: law.load, takeBack: law.takeBack },
  viewings: {
    open: viewings.open,
    current: viewings.current,
    watched: viewings.watched,
    attempt: viewings.attempt,
    reveal: viewings.reveal,
    conceal: viewings.conceal,
    close: viewings.close,
  },
  documents: { print: documents.print, available: documents.available },
  forms: { read: forms.read },
  identityCopies: {
    choose: identityCopies.choose,
    keep: identityCopies.keep,
    cancel: identityCopies.cancel,
    kept: identityCopies.kept,
    show: identityCopies.show,
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
  retention: {
    overview: retention.overview,
    check: (office) => retention.check(office),
    destroyExpired: destroying.destroyExpired,
  },
  accessReview: {
    months: accessReview.months,
    show: accessReview.show,
    acts: accessReview.acts,
    explain: accessReview.explain,
    sign: accessReview.sign,
    print: reviewPaper.print,
    changeSettings: accessReview.changeSettings,
  },
  recovery: {
    use: recovery.recover,
    renew: recovery.renew,
    print: recovery.printRecoveryCode,
    confirm: recovery.confirm,
    continueProvable: recovery.continueProvable,
  },
  backups: {
    show: backups.show,
    remindAfter: backups.remindAfter,
    make: backups.make,
    choose: backups.choose,
    restore: backups.restore,
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
    lines: book.lines,
    row: book.row,
    correct: book.correct,
    provisions: registers.provisions,
    destructions: registers.destructions,
    acts: access.acts,
    act: access.act,
    verify: ledger.verify,
    comparePaper: ledger.comparePaper,
  },
  ledgerPaper: {
    preview: ledgerPaper.preview,
    putAway: ledgerPaper.putAway,
    printers: ledgerPaper.printers,
    print: ledgerPaper.print,
    exportTable: ledgerPaper.exportTable,
    exportLedger: ledgerExport.exportLedger,
    exportConsistency: ledgerExport.exportConsistency,
    checkpoints: ledgerExport.checkpoints,
    openFolder: ledgerPaper.openFolder,
  },
}
