import type { leaving as ko } from '../ko/leaving.ts'

export const leaving: typeof ko = {
  reason: 'Reason',
  reasonHint: 'It is entered in the access record.',
  reasonMissing: 'Please give a reason.',
  openFolder: 'Open the folder',
  print: {
    title: 'Print the ledger',
    preview: 'Preview',
    page: (page, pages) => `Page ${page} of ${pages}`,
    paging: 'Turning pages',
    previous: 'Previous page',
    next: 'Next page',
    busy: 'Laying out what will be on paper.',
    checkpoint:
      'Before it prints the whole ledger is verified, and every page gets a new checkpoint that covers the printing itself.',
    columns: 'Columns',
    ten: '10 (official form)',
    twelve: '12 (guide)',
    to: 'Where to',
    pdf: 'Save as PDF',
    noPrinter: 'This PC has no printer. A PDF can be saved and printed elsewhere.',
    start: 'Print',
    printed: (printer) => `${printer} has taken it. That it was printed has been entered.`,
    saved: (name) => `Saved as ${name}. That it was printed has been entered.`,
  },
  exporting: {
    title: 'Export the ledger',
    what: 'What to export',
    whats: {
      table: 'The table on the screen',
      ledger: 'The ledger for verifying',
      proof: 'Proof between two checkpoints',
    },
    texts: {
      table: 'Saves the lines of this period and these conditions for a spreadsheet. It holds personal data.',
      ledger:
        'Saves a file by which anybody can see that the ledger was not altered, with the verifier (확인도구.html) beside it. It holds no personal data of requesters.',
      proof:
        'Saves the proof that the ledger of an earlier checkpoint is the beginning of today’s. Nothing of the ledger is in it.',
    },
    format: 'File format',
    formats: { csv: 'CSV', xlsx: 'XLSX (Excel)' },
    of: 'What it holds',
    ofs: { entries: 'Entries (who, when, what)', hashes: 'Hashes only' },
    from: 'Earlier checkpoint',
    typed: 'Type it from paper',
    note: 'Checkpoint on paper',
    noteHint: 'The whole checkpoint from the paper, or its size and root hash.',
    kept: (size, at, why) => `${size} entries · ${at} · ${why}`,
    start: 'Export',
    saved: (name) => `Saved as ${name}. That it was exported has been entered.`,
    job: (step) => `Ledger for verifying · ${step}`,
  },
}
