// Every sentence, Korean. Entries are called by their number in the ledger, which begins with 0.

/** @import { Finding, Label, Verdict } from './findings.js' */

const n = (/** @type {number | undefined} */ number) => Number(number ?? 0).toLocaleString('ko-KR')
const day = (/** @type {string | undefined} */ time) => (time ?? '').replace(/[^0-9TZ:.+-]/g, '').slice(0, 25)

/** @param {Label | undefined} label */
function label(label) {
  if (label === undefined) return ''
  const size = `대장 ${n(label.size)}건 때`
  if (label.kind === 'package') return `꾸러미 「${label.name}」의 확인점(${size})`
  if (label.kind === 'consistency') return `이어짐 증명 「${label.name}」의 확인점(${size})`
  return label.name === '' ? `입력한 종이(${size})` : `종이 「${label.name}」(${size})`
}

/** @type {Record<Verdict, (reason: Finding) => [string, string]>} */
const verdicts = {
  intact: () => ['온전합니다', '고치거나 빼거나 끼워 넣은 흔적이 없고, 누구의 것인지도 확인되었습니다.'],
  unconfirmed: () => [
    '앞뒤가 맞습니다. 누구의 것인지는 아직 모릅니다',
    '고친 흔적은 없습니다. 다만 서명키를 파일이 말하는 대로 믿었습니다. 종이에 인쇄된 지문을 넣거나 아래 지문과 눈으로 견주어 보십시오.',
  ],
  altered: ({ at, from, to, code }) => [
    from === undefined || to === undefined || from === to
      ? `고쳐졌습니다: ${n(from ?? at)}번 기록`
      : `고쳐졌습니다: ${n(from)}번∼${n(to)}번 기록 사이`,
    code === 'end-unsigned' || code === 'added'
      ? '서명되지 않은 기록이 끝에 붙어 있습니다.'
      : '이 대장의 기록이 서명된 때와 다릅니다. 이 파일을 증거로 쓰지 마십시오.',
  ],
  truncated: ({ at, size }) => [
    `잘렸습니다: ${n(at)}건에서 끝납니다`,
    `서명된 대장은 ${n(size)}건입니다. 그 뒤의 기록이 없어졌습니다.`,
  ],
  forked: ({ from, to, at, size, code }) => [
    code === 'ledgers-forked'
      ? `갈라졌습니다: ${n(at)}번 기록부터`
      : from === undefined || to === undefined
        ? `갈라졌습니다: 대장 ${n(size)}건 때`
        : `갈라졌습니다: ${n(from)}번∼${n(to)}번 기록 사이`,
    '같은 대장이 서로 다른 두 가지로 있습니다. 서명키를 가진 누군가가 기록을 고쳐 다시 서명했을 수 있습니다.',
  ],
  'rolled-back': ({ at, size }) => [
    `되돌려졌거나 더 오래된 파일입니다: ${n(at)}건`,
    `${n(size)}건이던 때의 증거가 밖에 있습니다. 그보다 먼저 내보낸 파일이라면 새로 받으십시오. 아니라면 기록이 지워졌거나 옛 백업으로 되돌린 것입니다.`,
  ],
  foreign: () => ['다른 기관의 것입니다', '함께 준 것들이 같은 기관, 같은 대장의 것이 아닙니다.'],
  'bad-signature': () => [
    '서명이 맞지 않습니다',
    '확인점을 이 키로 서명하지 않았거나, 서명한 뒤에 고쳤습니다.',
  ],
  package: () => [
    '꾸러미가 바뀌었습니다',
    '영상, 명세, 대장 기록이 서로 맞지 않습니다. 이 영상을 믿지 마십시오.',
  ],
  unreadable: () => ['읽을 수 없습니다', '이 확인도구가 아는 파일이 아니거나 손상되었습니다.'],
  unread: () => ['넣은 것을 알아볼 수 없습니다', '종이의 내용이나 키를 다시 확인하여 넣으십시오.'],
  nothing: () => ['확인할 것이 없습니다', '대장 파일이나 꾸러미 폴더를 고르십시오.'],
}

/** @type {Record<string, (finding: Finding) => string>} */
const sentences = {
  'key-differs': ({ fingerprint }) => `넣은 키와 다른 키로 서명되었습니다. 이 파일의 지문: ${fingerprint}`,
  'key-unread': () =>
    '넣은 키를 알아볼 수 없습니다. 공개키(Base64 44자) 또는 지문(16진수 64자)을 넣으십시오.',
  'note-unreadable': ({ at }) => `파일 안의 ${n(at)}번째 확인점을 읽을 수 없습니다.`,
  'note-origin': ({ origin }) => `다른 대장(${origin})의 확인점이 들어 있습니다.`,
  'note-foreign': ({ size }) => `대장 ${n(size)}건 때의 확인점이 파일이 말하는 키로 서명되지 않았습니다.`,
  'note-forged': ({ size }) => `대장 ${n(size)}건 때의 확인점의 서명이 맞지 않습니다.`,
  altered: ({ list = [], count }) =>
    `기록의 내용이 그 해시와 다릅니다: ${list.slice(0, 20).map(n).join(', ')}번${Number(count) > 20 ? ` 등 ${n(count)}건` : ''}.`,
  line: ({ at, why, seq }) =>
    why === 'order'
      ? `${n(at)}번 기록이 있을 자리에 ${n(seq)}번이 있습니다. 빠졌거나 끼워 넣었거나 순서가 바뀌었습니다.`
      : why === 'after'
        ? '대장이 끝난 뒤에 다른 것이 붙어 있습니다.'
        : `${n(at)}번 기록이 있을 자리를 읽을 수 없습니다. 그 뒤는 확인하지 못했습니다.`,
  cut: ({ at }) => `파일이 ${n(at)}번 기록의 중간에서 끊겼습니다.`,
  truncated: ({ at, size }) => `기록이 ${n(at)}건뿐이지만 서명된 것은 ${n(size)}건입니다.`,
  added: ({ from, to }) => `서명되지 않은 기록이 덧붙었습니다: ${n(from)}번∼${n(to)}번.`,
  'altered-between': ({ from, to, size }) =>
    `${n(from)}번∼${n(to)}번 사이의 기록이 해시와 함께 바뀌었습니다. ${n(size)}건 때의 서명과 맞지 않습니다.`,
  'end-unsigned': ({ from, to }) => `${n(from)}번∼${n(to)}번 기록에는 서명된 확인점이 없습니다.`,
  'read-entries': ({ size, time }) =>
    `기록 ${n(size)}건의 내용과 차례가 모두 맞습니다.${time ? ` 마지막 기록: ${day(time)}` : ''}`,
  'read-hashes': ({ size }) =>
    `해시 ${n(size)}개의 차례가 모두 맞습니다. 해시만 있는 파일이어서 내용은 들어 있지 않습니다.`,
  checkpoints: ({ count }) => `파일 안의 확인점 ${n(count)}개가 모두 서명되어 있고 기록과 맞습니다.`,
  anchored: (finding) => `${label(finding.label)}와 맞습니다.`,
  forked: (finding) =>
    `${label(finding.label)}와 다릅니다. ` +
    (finding.below === undefined
      ? `${n(finding.from)}번∼${n(finding.to)}번 사이의 기록이 바뀌었습니다. `
      : `${label(finding.below)}까지는 맞으므로, 그 뒤 ${n(finding.from)}번∼${n(finding.to)}번 사이의 기록이 바뀌었습니다. `) +
    (finding.isSigned
      ? '두 가지 모두 같은 키로 서명되었습니다.'
      : '서명 없이 입력한 값이니, 잘못 옮겨 적지 않았는지 먼저 확인하십시오.'),
  'rolled-back': (finding) =>
    `${label(finding.label)}에는 ${n(finding.size)}건이 있었지만 이 파일은 ${n(finding.at)}건에서 끝납니다.`,
  'witness-beyond': (finding) =>
    `${label(finding.label)}는 읽을 수 있던 ${n(finding.at)}건보다 뒤의 것이어서 견주지 못했습니다.`,
  'witness-foreign': (finding) =>
    `${label(finding.label)}는 다른 기관이나 다른 대장(${finding.origin})의 것입니다.`,
  'witness-forged': (finding) =>
    `${label(finding.label)}의 서명이 맞지 않습니다. 잘못 옮겨 적었거나 위조되었습니다.`,
  'witnesses-differ': (finding) =>
    `${label(finding.label)}와 ${label(finding.below)}는 같은 때의 것인데 서로 다릅니다.` +
    (finding.isSigned ? '' : ' 잘못 옮겨 적지 않았는지 먼저 확인하십시오.'),
  'witnesses-agree': (finding) => `${label(finding.label)}와 ${label(finding.below)}는 서로 맞습니다.`,
  'ledgers-foreign': ({ name, other }) => `「${name}」와 「${other}」는 서로 다른 대장입니다.`,
  'ledgers-forked': ({ name, other, at }) => `「${name}」와 「${other}」는 ${n(at)}번 기록부터 다릅니다.`,
  'ledgers-same': ({ name, other }) => `「${name}」와 「${other}」는 같은 대장입니다.`,
  'ledgers-prefix': ({ name, other, size }) =>
    `「${name}」(${n(size)}건)는 「${other}」의 앞부분입니다. 그 뒤에 이어졌을 뿐입니다.`,
  'package-whole': ({ name, other, size }) =>
    `접수 제${other}호의 「${name}」은(는) 내보낸 그대로이며, 그 명세와 기록이 서명된 대장 ${n(size)}건에 들어 있습니다.`,
  'package-entry-at': ({ at }) => `이 꾸러미는 대장 ${n(at)}번 기록입니다.`,
  'package-missing': ({ name }) => `명세에 적힌 「${name}」이(가) 없습니다.`,
  'package-file': ({ name }) => `「${name}」의 내용이 내보낸 때와 다릅니다.`,
  'package-manifest': () => '명세(manifest.json)가 대장에 기록된 것과 다릅니다.',
  'package-entry': ({ at }) => `대장 ${n(at)}번 기록과 그 내용이 맞지 않습니다.`,
  'package-outside': ({ at }) => `대장 ${n(at)}번이라는 기록이 서명된 대장에 들어 있지 않습니다.`,
  'package-origin': () => '명세와 확인점이 서로 다른 대장의 것입니다.',
  'package-unnamed': ({ name }) => `명세에 없어 확인하지 못한 파일: ${name}`,
  consistent: ({ from, to }) => `대장 ${n(to)}건은 ${n(from)}건이던 대장에 이어 쓴 것입니다.`,
  inconsistent: ({ from, to }) =>
    `대장 ${n(to)}건이 ${n(from)}건이던 대장에 이어 쓴 것이라는 증명이 맞지 않습니다.`,
  'paper-read': (finding) => `${label(finding.label)}를 읽었습니다. 대장 파일이나 꾸러미와 함께 견주십시오.`,
  'paper-signed': (finding) => `${label(finding.label)}는 넣은 키로 서명되어 있습니다.`,
  'paper-unread': ({ name }) =>
    `${name ? `「${name}」` : '입력한 내용'}에서 알아볼 수 없는 부분이 있습니다. 확인점 전체, 또는 건수와 그 뒤의 해시(16진수 64자)를 넣으십시오.`,
  'picture-empty': ({ name }) =>
    `그림 「${name}」에서 QR 코드를 찾지 못했습니다. 150dpi 이상으로 다시 스캔하거나 확인점을 입력하십시오.`,
  crlf: ({ name }) =>
    `「${name}」의 줄바꿈이 바뀌어 있습니다. 편집기나 전자우편을 거치지 않은 원래 파일을 고르십시오.`,
  unreadable: ({ name }) =>
    `「${name}」을(를) 읽을 수 없습니다. 대장이나 꾸러미가 아니거나, 일부가 없거나 손상되었습니다.`,
  'too-many': () => '파일이 너무 많습니다. 꾸러미 폴더나 대장 파일만 고르십시오.',
  'stray-packed': ({ name }) =>
    `「${name}」은(는) 압축 파일입니다. 암호로 먼저 푼 다음 풀린 폴더를 고르십시오.`,
  'stray-pdf': ({ name }) =>
    `「${name}」은(는) PDF입니다. 인쇄물의 QR을 확인하려면 그림(PNG, JPG)으로 스캔하거나 확인점을 입력하십시오.`,
  'stray-unknown': ({ name }) => `「${name}」은(는) 아는 종류가 아니어서 보지 않았습니다.`,
}

const stands = {
  given: '넣은 키와 같습니다.',
  paper: '종이의 확인점이 이 키로 서명되어 있습니다.',
  file: '파일이 말하는 키를 그대로 썼습니다. 종이에 인쇄된 지문과 견주어 보십시오.',
  differs: '넣은 키와 다릅니다.',
}

/** What the page itself says. */
const page = {
  locale: 'ko-KR',
  title: '대장·꾸러미 확인도구',
  intro:
    '열람 스테이션이 내보낸 대장과 꾸러미가 그대로인지 확인합니다. 이 페이지는 네트워크를 쓰지 않으며, 고른 파일은 이 컴퓨터를 떠나지 않습니다.',
  trust:
    '꾸러미와 함께 받은 이 도구도 꾸러미와 함께 바뀔 수 있습니다. 중요한 확인은 기관에서 따로 받은 도구로 하십시오.',
  language: 'English',
  files: '1. 파일',
  drop: '대장 파일(.vsl, .json), 이어짐 증명(.vsc), 꾸러미 폴더, 스캔한 종이(PNG·JPG)를 여기에 끌어다 놓으십시오.',
  chooseFiles: '파일 고르기',
  chooseFolder: '꾸러미 폴더 고르기',
  chosen: (/** @type {number} */ count) =>
    count === 0 ? '고른 파일이 없습니다.' : `고른 파일 ${n(count)}개`,
  clear: '모두 비우기',
  papers: '2. 종이 (있으면)',
  papersHint:
    '여기에 커서를 두고 손 스캐너로 인쇄물의 QR을 읽거나, 확인점 전체를 또는 건수와 해시(네 자리씩 띄어도 됩니다)를 입력하십시오. 여러 장을 이어서 넣을 수 있습니다.',
  key: '3. 기관의 공개키 또는 지문 (있으면)',
  keyHint: '인쇄물마다 적힌 서명키 지문(네 자리씩 열여섯 묶음)이나 공개키를 입력하십시오.',
  begin: '확인',
  stop: '그만두기',
  print: '결과 인쇄',
  working: '확인하는 중',
  remaining: (/** @type {number} */ seconds) =>
    seconds < 60 ? `약 ${Math.max(1, Math.ceil(seconds))}초 남음` : `약 ${Math.ceil(seconds / 60)}분 남음`,
  stopped: '그만두었습니다. 아무것도 확인되지 않았습니다.',
  broken: '확인하지 못했습니다. 브라우저가 파일을 읽지 못했습니다. 다시 고르십시오.',
  folderByButton: '이 브라우저는 끌어다 놓은 폴더를 읽지 못합니다. 「꾸러미 폴더 고르기」 단추를 쓰십시오.',
  result: '확인 결과',
  checkedAt: (/** @type {string} */ at) => `확인한 때: ${at} (이 컴퓨터의 시계)`,
  fingerprint: '서명키 지문',
  picture: '무엇이 무엇으로 뒷받침되는가',
  range: '기록',
  by: '뒷받침',
  span: {
    papers: '종이',
    dispute: '다르게 말하는 것',
    signature: '파일 안의 서명만 (키를 가진 사람은 고쳐 쓸 수 있음)',
    nothing: '없음',
  },
  part: {
    ledger: '대장',
    package: '꾸러미',
    consistency: '이어짐 증명',
    papers: '종이와 키',
    files: '다른 파일',
    together: '두 대장',
  },
  level: { good: '맞음', note: '참고', warn: '주의', bad: '틀림' },
  brokenAt: '고쳐진 곳',
}

export const ko = { verdicts, sentences, stands, page, label, count: n }
