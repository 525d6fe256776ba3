import { paper as words } from '../i18n/ko/paper.ts'
import { markup, officialDay, type Paper } from './paper.ts'

interface Facts {
  made: { fileName: string; copyNo: number; recipient: string; destroyByOn: string }
  password: string
  institutionName: string
  request: string
}

/** 암호 안내문: the password of a package, to be handed over apart from it (domain §8.5). */
export function passwordPaper({ made, password, institutionName, request }: Facts): Paper {
  const { receipt } = words
  const rows: readonly (readonly [string, string])[] = [
    [receipt.request, `${words.requestNumber(request)} · ${receipt.copy} ${receipt.copyNo(made.copyNo)}`],
    [receipt.recipient, made.recipient],
    [words.password.file, made.fileName],
    [receipt.destroyBy, officialDay(made.destroyByOn)],
  ]
  const { text } = markup`
    <h1>${words.password.title}</h1>
    <p class="center">${institutionName}</p>
    <p>${words.password.lead}</p>
    <table>${rows.map(([head, value]) => markup`<tr><th style="width:24%">${head}</th><td>${value}</td></tr>`)}</table>
    <div class="code">${password}</div>
    <ol>${words.password.how.map((step) => markup`<li>${step}</li>`)}</ol>`
  return { html: text, footer: words.requestNumber(request), landscape: false }
}
