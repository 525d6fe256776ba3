import { fromBase64 } from '../domain/ledger/checkpoint.ts'
import { ledgerPaper as words } from '../i18n/ko/ledger-paper.ts'
import { inFours } from './manifest.ts'
import { type Markup, markup } from './paper.ts'
import { qrCode } from './qr.ts'

/** What ties a paper to the ledger. */
export interface Anchor {
  /** The signed note, whole. */
  note: string
  /** Of the key that signed it (see `fingerprint`). */
  fingerprint: string
}

/**
 * A checkpoint on paper: the signed note as text and as QR code (whose content is the note, byte for byte); size and
 * root as people read them to each other, in hex groups of four; the fingerprint of the key.
 */
export function checkpointMark({ note, fingerprint }: Anchor): Markup {
  const [, size = '', root = ''] = note.split('\n')
  const hex = Buffer.from(fromBase64(root)).toString('hex')
  return markup`<div class="checkpoint">${qrCode(note)}<div>
    <div class="note-text">${note.trimEnd()}</div>
    <div><b>${words.size(size)}</b> · ${words.root} <span class="hex">${inFours(hex)}</span></div>
    <div>${words.key} <span class="hex">${fingerprint}</span></div>
  </div></div>`
}
