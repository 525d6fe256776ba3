import { wallClock } from '../domain/time.ts'
import { paper as words } from '../i18n/ko/paper.ts'
import { pairs } from './assurance-paper.ts'
import { type ClearManifest, inFours } from './manifest.ts'
import { markup, officialTime, type Paper } from './paper.ts'

/**
 * In the place of the 보증서 where nobody is masked: that it is so, what was decided about others and why, and that no
 * machine has looked (지침 46; domain MK-3, 4, 5).
 */
export function clearPaper(manifest: ClearManifest, { institutionName }: { institutionName: string }): Paper {
  const { clear: said, receipt } = words
  const { others, finding, basis } = manifest.unmasked
  const { text } = markup`
    <h1>${said.title}</h1>
    <p class="center">${institutionName} · ${words.requestNumber(manifest.requestNumber)} · ${receipt.copy} ${receipt.copyNo(manifest.copyNo)} · ${officialTime(wallClock(manifest.madeAt))}</p>
    <p>${said.lead}</p>
    <h2>${said.decision}</h2>
    ${pairs([
      [
        receipt.footage,
        receipt.range(
          officialTime(wallClock(manifest.fromAt)),
          officialTime(wallClock(manifest.toAt)),
          manifest.cameraNumber,
        ),
      ],
      [said.style, said.styleText],
      [said.others, said.othersText(others)],
      [said.finding, finding === '' ? said.noFinding : finding],
      ...(basis === undefined
        ? []
        : ([
            [said.basis, [basis.citation, basis.letter].filter((part) => part !== '').join(', ')],
            [said.scope, basis.scope],
          ] as const)),
    ])}
    <h2>${said.check}</h2>
    ${pairs([
      [said.search, said.searchText],
      [
        said.film,
        `${manifest.file.name} · ${receipt.frames(manifest.frameCount)} · SHA-256 ${inFours(manifest.file.sha256)}`,
      ],
    ])}`
  return { html: text, footer: words.requestNumber(manifest.requestNumber), landscape: false }
}
