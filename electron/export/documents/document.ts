import type { DocumentName } from '../../domain/document.ts'
import type { FootageRequest } from '../../domain/request.ts'
import { documents as words } from '../../i18n/ko/documents.ts'
import type { Paper } from '../paper.ts'
import { applicationPaper, destroyReplyPaper, safetyLetterPaper, safetyReplyPaper } from './agency.ts'
import { claimPaper, demandPaper, mandatePaper } from './claim.ts'
import {
  denialPaper,
  publicationPaper,
  resumptionPaper,
  subjectNoticePaper,
  supplementPaper,
} from './letters.ts'
import { noticePaper } from './notice.ts'
import { objectionPaper, objectionResultPaper } from './objection.ts'
import { type ProvisionFacts, provisionLedgerPaper } from './provision-ledger.ts'
import { resultPaper } from './result.ts'
import type { RequestFacts } from './sheet.ts'
import {
  autoDestroyCheckPaper,
  type CameraFacts,
  destroyRequestPaper,
  selfCheckPaper,
  signPaper,
} from './station.ts'
import { viewingConfirmationPaper } from './viewing-confirmation.ts'

/** Everything that any document is told from. */
export interface DocumentFacts extends CameraFacts, ProvisionFacts {
  /** What an objection is against. */
  against: FootageRequest | undefined
}

/** The document as a sheet to print. Throws where its request is missing or not in a state for it (see `documentsFor`). */
export function documentPaper(name: DocumentName, facts: DocumentFacts): Paper {
  return PAPERS[name](facts)
}

/** What the file is called that the document is saved as. `about` is the request's number, or the period. */
export function documentFileName(name: DocumentName, about: string | undefined): string {
  return `${[words.names[name], about].filter((part) => part !== undefined).join('_')}.pdf`
}

type OfRequest = RequestFacts & Pick<DocumentFacts, 'against'>

/** A document that cannot be blank. */
function filled(paper: (facts: OfRequest) => Paper): (facts: DocumentFacts) => Paper {
  return (facts) => {
    if (facts.request === undefined) throw new Error('there is no request')
    return paper({ ...facts, request: facts.request })
  }
}

const PAPERS: Record<DocumentName, (facts: DocumentFacts) => Paper> = {
  claim: claimPaper,
  demand: demandPaper,
  notice: filled(noticePaper),
  result: filled(resultPaper),
  mandate: mandatePaper,
  supplement: filled(supplementPaper),
  resumption: filled(resumptionPaper),
  objection: objectionPaper,
  'objection-result': filled(objectionResultPaper),
  application: applicationPaper,
  'safety-letter': filled(safetyLetterPaper),
  'safety-reply': safetyReplyPaper,
  'destroy-reply': destroyReplyPaper,
  denial: filled(denialPaper),
  'subject-notice': filled(subjectNoticePaper),
  publication: filled(publicationPaper),
  'provision-ledger': provisionLedgerPaper,
  'viewing-confirmation': filled(viewingConfirmationPaper),
  'destroy-request': destroyRequestPaper,
  'auto-destroy-check': autoDestroyCheckPaper,
  'self-check': selfCheckPaper,
  sign: signPaper,
}
