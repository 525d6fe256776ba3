import { wallClock } from '../domain/time.ts'
import { paper as words } from '../i18n/ko/paper.ts'
import { inFours, type Manifest } from './package.ts'
import { markup, officialDay, officialTime, type Paper } from './paper.ts'

interface Facts {
  manifest: Manifest
  manifestSha256: string
  institutionName: string
  requesterName: string
  officer: string
  checkpoint: string
  fingerprint: string
}

/** 수령증: what was handed over, to sign, with the checkpoint that anchors the ledger on paper. */
export function receiptPaper(facts: Facts): Paper {
  const { manifest } = facts
  const rows: readonly (readonly [string, string])[] = [
    [words.receipt.request, words.requestNumber(manifest.requestNumber)],
    [words.receipt.requester, facts.requesterName],
    [
      words.receipt.footage,
      words.receipt.range(
        officialTime(wallClock(manifest.fromAt)),
        officialTime(wallClock(manifest.toAt)),
        manifest.cameraNumber,
      ),
    ],
    [
      words.receipt.file,
      `${manifest.file.name} (${manifest.file.sizeBytes.toLocaleString('ko-KR')} B, ${words.receipt.frames(manifest.frameCount)})`,
    ],
    [words.receipt.medium, manifest.medium],
    [
      words.receipt.masking,
      words.receipt.masked(manifest.tracksFound - manifest.tracksKept, manifest.tracksKept),
    ],
    ['SHA-256', inFours(manifest.file.sha256)],
    [words.receipt.manifest, inFours(facts.manifestSha256)],
  ]
  const { text } = markup`
    <h1>${words.receipt.title}</h1>
    <p class="center">${facts.institutionName}</p>
    <table>${rows.map(([head, value]) => markup`<tr><th style="width:24%">${head}</th><td>${value}</td></tr>`)}</table>
    <p>${words.receipt.promise}</p>
    <p class="center">${officialDay(wallClock(manifest.madeAt))}</p>
    <div class="sign">
      ${words.receipt.taker} ${facts.requesterName} ____________________ (${words.signature})<br>
      ${words.receipt.giver} ${facts.officer} ____________________ (${words.signature})
    </div>
    <h2>${words.receipt.checkpoint}</h2>
    <div class="mono">${facts.checkpoint}</div>
    <p class="small">${words.ledger.key} ${facts.fingerprint}</p>`
  return { html: text, footer: words.requestNumber(manifest.requestNumber), landscape: false }
}
