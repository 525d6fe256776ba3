import type { Given } from '../domain/request-form.ts'
import { wallClock } from '../domain/time.ts'
import { paper as words } from '../i18n/ko/paper.ts'
import { type Anchor, checkpointMark } from './checkpoint-mark.ts'
import { inFours, type Manifest } from './manifest.ts'
import { markup, officialDay, officialTime, type Paper } from './paper.ts'

interface Facts {
  manifest: Manifest
  manifestSha256: string
  institutionName: string
  requesterName: string
  given: Given
  officer: string
  isProtected: boolean
  anchor: Anchor
}

/** 수령증: what was handed over, to sign, with the checkpoint that anchors the ledger on paper. */
export function receiptPaper(facts: Facts): Paper {
  const { manifest, given } = facts
  const { receipt } = words
  const destroyBy = officialDay(manifest.destroyByOn)
  const rows: readonly (readonly [string, string])[] = [
    [
      receipt.request,
      `${words.requestNumber(manifest.requestNumber)} · ${receipt.copy} ${receipt.copyNo(manifest.copyNo)}`,
    ],
    [receipt.requester[given], facts.requesterName],
    [receipt.recipient, manifest.recipient],
    [
      receipt.footage,
      receipt.range(
        officialTime(wallClock(manifest.fromAt)),
        officialTime(wallClock(manifest.toAt)),
        manifest.cameraNumber,
      ),
    ],
    [
      receipt.file,
      `${manifest.file.name} (${manifest.file.sizeBytes.toLocaleString('ko-KR')} B, ${receipt.frames(manifest.frameCount)})`,
    ],
    [receipt.medium, facts.isProtected ? `${manifest.medium} · ${receipt.isProtected}` : manifest.medium],
    [receipt.masking, maskingText(manifest, given)],
    [receipt.destroyBy, destroyBy],
    ['SHA-256', inFours(manifest.file.sha256)],
    [receipt.manifest, inFours(facts.manifestSha256)],
  ]
  const { text } = markup`
    <h1>${receipt.title}</h1>
    <p class="center">${facts.institutionName}</p>
    <table>${rows.map(([head, value]) => markup`<tr><th style="width:24%">${head}</th><td>${value}</td></tr>`)}</table>
    <p>${receipt.promise(destroyBy, given)}</p>
    <p class="center">${officialDay(wallClock(manifest.madeAt))}</p>
    <div class="sign">
      ${receipt.taker} ${manifest.recipient} ____________________ (${words.signature})<br>
      ${receipt.giver} ${facts.officer} ____________________ (${words.signature})
    </div>
    <h2>${receipt.checkpoint}</h2>
    ${checkpointMark(facts.anchor)}`
  return { html: text, footer: words.requestNumber(manifest.requestNumber), landscape: false }
}

function maskingText(manifest: Manifest, given: Given): string {
  if (manifest.version === 3) return words.receipt.clear(manifest.unmasked.others)
  const { found, masked, kept } = manifest.assurance.people
  return words.receipt.masked(found, masked, kept, given)
}
