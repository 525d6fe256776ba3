import type { Right } from '../../domain/actor.ts'
import type { RefusalCode, Refusals } from '../../domain/refusal.ts'
import type { RequestState } from '../../domain/request.ts'
import { terms } from './terms.ts'
import { vaultRefusals } from './vault-refusals.ts'

const right: Record<Right, string> = {
  'request.receive': '청구 접수',
  'request.decide': '청구 승인',
  'request.read': '청구 조회',
  'hold.change': '보존 조치 변경',
  'footage.take-in': '영상 반입',
  'footage.view': '영상 열람',
  'footage.mask': '마스킹',
  'package.export': '반출',
  'ledger.read': '관리대장 조회',
  'ledger.print': '관리대장 인쇄',
  'ledger.correct': '관리대장 정정',
  'access.read': '접속기록 조회',
  'access.read-all': '다른 사람의 접속기록 조회',
  'review.read': '접속기록 점검 조회',
  'review.sign': '접속기록 점검 서명',
  'retention.check': '보관·파기 확인',
  'footage.destroy': '파기 승인',
  'settings.change': '설정 변경',
  'vault.back-up': '백업',
  'vault.recover': '보관함 복구',
}

const named = <K extends string>(names: Record<K, string>, key: string): string =>
  Object.hasOwn(names, key) ? names[key as K] : key

/** `11. 21. 14:30`: the wall clock of Korea, whose offset has not changed since 1988. */
const moment = (at: string): string => {
  const local = new Date(Date.parse(at) + 9 * 3_600_000).toISOString()
  return `${Number(local.slice(5, 7))}. ${Number(local.slice(8, 10))}. ${local.slice(11, 16)}`
}

const impossible = {
  reversed: '끝 시각이 시작 시각보다 빠릅니다. 시각을 바로잡아 주세요.',
  future: '아직 오지 않은 시각이 들어 있습니다. 이미 지난 시간으로 적어 주세요.',
  'too-long': '한 번에 청구할 수 있는 기간은 31일까지입니다. 기간을 나누어 접수해 주세요.',
}

const field: Record<string, string> = {
  name: '성명',
  phone: '전화번호',
  address: '주소',
  subject: '정보주체',
  purpose: '청구 목적 및 사유',
  clues: '특정 단서',
  birthOn: '생년월일',
  relation: '정보주체와의 관계',
  from: '기록기간 시작',
  to: '기록기간 끝',
  place: '설치장소',
  vehicleNumber: '차량번호',
  form: '서식 파일',
}

const missingPaper = {
  guardian: '법정대리인(만 14세 미만은 법정대리인이 청구합니다)',
  mandate: '위임장',
  relation: '관계를 증명하는 서류',
  vehicle: '자동차등록증',
  letter: '공문',
}

/** What stands between a checkpoint and this ledger; nothing is proved then. */
function differs({ outcome, size, ledgerSize }: Refusals['checkpoint-differs']): string {
  const counts = `${size.toLocaleString('ko-KR')}건, 지금 대장 ${ledgerSize.toLocaleString('ko-KR')}건`
  if (outcome === 'other-ledger')
    return '다른 기관이나 다른 스테이션의 확인점입니다. 아무것도 저장하지 않았습니다. 이 스테이션에서 나간 종이인지 확인해 주세요.'
  if (outcome === 'rolled-back')
    return `확인점이 지금 대장보다 앞섭니다(확인점 ${counts}). 대장이 예전 것으로 되돌려졌습니다. 아무것도 저장하지 않았습니다. 관리책임자에게 알리고 최근 백업을 확인해 주세요.`
  if (outcome === 'unsigned')
    return '확인점의 서명이 이 대장의 것이 아닙니다. 아무것도 저장하지 않았습니다. 빠지거나 잘못 적은 글자가 없는지 확인해 주세요.'
  return `확인점과 지금 대장의 내용이 다릅니다(확인점 ${counts}). 둘 가운데 하나는 고쳐진 것입니다. 아무것도 저장하지 않았습니다. 종이를 보관하고 관리책임자에게 알려 주세요.`
}

/** For every way the office can say no: what happened, what is safe, what to do. */
export const refusals: { [C in RefusalCode]: (data: Refusals[C]) => string } = {
  'already-set-up': () =>
    '이 스테이션은 이미 설정되어 있습니다. 기록은 그대로 있습니다. 로그인하여 사용해 주세요.',
  'not-set-up': () => '아직 설정되지 않은 스테이션입니다. 먼저 기관과 계정을 설정해 주세요.',
  'not-signed-in': () => '로그인이 끝났습니다. 저장된 내용은 그대로 있습니다. 다시 로그인해 주세요.',
  'not-allowed': (data) =>
    `이 계정에는 ‘${named(right, data.right)}’ 권한이 없습니다. 이 시도는 기록되었습니다. 필요한 업무라면 관리책임자에게 요청하세요.`,
  'wrong-password': (data) =>
    `아이디 또는 암호가 맞지 않습니다. ${data.remaining}번 더 틀리면 10분 동안 잠깁니다.`,
  'locked-out': (data) =>
    `암호가 여러 번 맞지 않아 ${moment(data.untilAt)}까지 잠겨 있습니다. 기록은 안전합니다. 그 뒤에 다시 로그인하세요.`,
  'weak-password': (data) =>
    `암호가 규칙에 맞지 않습니다. ${data.minimumLength}자 이상, 영문 대문자·소문자·숫자·기호 가운데 세 가지를 섞어 주세요.`,
  'login-taken': (data) =>
    `아이디 ‘${data.loginName}’은(는) 이미 쓰이고 있습니다. 다른 아이디를 정해 주세요.`,
  'wrong-recovery-code': () =>
    '복구 코드가 맞지 않습니다. 기록은 그대로 있습니다. 종이에 적힌 코드를 한 글자씩 확인해 주세요.',
  ...vaultRefusals,
  'ledger-altered': (data) =>
    `관리대장 기록 ${data.seq}번이 처음 적힌 내용과 다릅니다. 누군가 프로그램 밖에서 고쳤을 수 있습니다. 사용을 멈추고 관리책임자에게 알려 주세요.`,
  'self-approval': () =>
    '접수하거나 본인확인을 한 사람은 같은 청구를 승인할 수 없습니다. 다른 관리책임자의 아이디와 암호로 승인해 주세요.',
  'request-unknown': () => '그 청구를 찾을 수 없습니다. 청구 목록에서 다시 골라 주세요.',
  'request-wrong-state': (data) =>
    `이 청구는 지금 ‘${named<RequestState>(terms.requestState, data.state)}’ 단계여서 이 일을 할 수 없습니다. 목록을 새로 열어 다음 단계를 확인해 주세요.`,
  'request-not-approved': (data) =>
    `${terms.requestNumber(data.number)}는 아직 승인되지 않았습니다. 본인확인과 승인을 마친 뒤 영상을 열 수 있습니다.`,
  'range-impossible': (data) => impossible[data.why],
  'resident-number': (data) =>
    `‘${field[data.field] ?? data.field}’ 칸에 주민등록번호로 보이는 숫자가 있어 저장하지 않았습니다. 생년월일만 적어 주세요(개인정보 보호법 제24조의2).`,
  'camera-unknown': () => '등록되지 않은 카메라입니다. 기관·설정에서 카메라를 확인해 주세요.',
  'footage-missing': (data) =>
    `${terms.camera(data.cameraNumber)}에는 청구된 시간의 영상이 없습니다. 영상을 반입했는지, 보관기간이 지났는지 확인해 주세요.`,
  'finding-missing': () =>
    '다른 사람을 가리지 않고 보여 주려면 그렇게 판단한 이유를 적어야 합니다(표준 개인정보 보호지침 제46조).',
  'viewing-closed': () =>
    '열람이 이미 끝나 영상을 더 보여 줄 수 없습니다. 본 구간은 대장에 기록되었습니다. 더 보려면 열람을 다시 시작하세요.',
  'outside-range': (data) =>
    `이 영상은 청구된 시간 밖입니다(허용 ${moment(data.allowedFromAt)}~${moment(data.allowedToAt)}). 더 보려면 청구를 보완하세요. 이 시도는 대장에 기록되었습니다.`,
  'folder-unreadable': () =>
    '폴더를 읽을 수 없습니다. 저장장치 연결과 접근 권한을 확인한 뒤 다시 골라 주세요.',
  'folder-has-no-video': () => '이 폴더에는 영상 파일이 없습니다. 녹화기가 내보낸 폴더인지 확인해 주세요.',
  'plan-expired': () =>
    '반입 계획이 오래되어 쓸 수 없습니다. 아무것도 반입되지 않았습니다. 폴더를 다시 골라 주세요.',
  'no-space': (data) =>
    `저장공간이 모자랍니다(필요 ${terms.size(data.neededBytes)}, 남음 ${terms.size(data.freeBytes)}). 기존 영상은 그대로 있습니다. 공간을 확보한 뒤 다시 시도하세요.`,
  'write-failed': () =>
    '저장장치에 쓰지 못했습니다. 쓰다 만 파일은 지웠고 기존 기록은 그대로 있습니다. 저장장치를 확인하고 다시 시도하세요.',
  'ffmpeg-missing': () =>
    '영상 처리 프로그램(ffmpeg)을 찾을 수 없습니다. 기록은 안전합니다. 담당 부서에 설치를 요청하세요.',
  'job-running': (data) =>
    `같은 작업(${named(terms.job, data.kind)})이 이미 진행 중입니다. 아래 작업 줄에서 끝나기를 기다리거나 취소한 뒤 다시 시작하세요.`,
  'job-unknown': () => '그 작업은 이미 끝났거나 없습니다. 아래 작업 줄을 확인해 주세요.',
  'tracks-missing': () => '아직 사람을 찾지 않은 영상입니다. 마스킹 화면에서 [사람 찾기]를 먼저 실행하세요.',
  'track-unknown': (data) => `사람 #${data.track}을(를) 찾을 수 없습니다. 마스킹 화면을 다시 열어 주세요.`,
  'hand-unknown': () =>
    '손으로 그린 가림을 찾을 수 없거나 화면 밖에 있습니다. 마스킹 화면을 다시 열어 주세요.',
  'question-unknown': () => '이 확인 항목은 더 이상 없습니다. 마스킹 화면을 다시 열어 주세요.',
  'review-open': (data) =>
    `확인할 곳이 ${data.open}건 남아 있어 진행하지 않았습니다. 마스킹 화면의 확인 목록에서 모두 답해 주세요.`,
  'samples-unseen': (data) =>
    `서명하려면 무작위로 뽑은 장면을 모두 보아야 합니다(${data.left}곳 남음). 남은 장면을 본 다음 서명하세요.`,
  'signature-missing': () =>
    '가림을 두 번째 사람이 아직 검토하지 않아 반출하지 않았습니다. 마스킹 화면에서 검토·서명을 받으세요.',
  'same-person': () =>
    '가림을 정한 사람은 스스로 검토·서명할 수 없습니다. 다른 담당자나 관리책임자가 서명해 주세요.',
  'leaks-found': (data) =>
    `출력에서 확인할 곳을 ${data.count}건 찾아 내보내지 않았습니다. 확인 목록에서 답한 뒤 이어서 반출하세요.`,
  'masks-changed': () =>
    '반출하는 동안 가림이나 영상이 바뀌어 내보내지 않았습니다. 만들던 파일은 지웠습니다. 지금 상태로 다시 반출하세요.',
  'day-past': (data) => `이미 지난 날짜(${data.on})입니다. 앞으로 올 날짜로 정하세요.`,
  'frames-differ': (data) =>
    `만들어진 영상의 프레임 수(${data.found})가 원본(${data.expected})과 달라 내보내지 않았습니다. 원본은 그대로 있습니다. 다시 시도하세요.`,
  'masking-stopped': () =>
    '마스킹 작업이 도중에 멈췄습니다. 밖으로 나간 영상은 없고 원본은 그대로 있습니다. 다시 시작하세요.',
  'no-picture': () =>
    '청구한 시간에 화면이 한 장도 없어 진행하지 않았습니다. 원본은 그대로 있습니다. 청구한 시각과 영상을 확인하세요.',
  'footage-damaged': (data) =>
    `보관된 영상이 손상되어 열지 않았습니다(녹화 ${data.recordingId}). 다른 영상은 영향을 받지 않습니다. 원본 매체가 있으면 다시 반입하고 관리책임자에게 알려 주세요.`,
  'export-unknown': () => '그 반출 기록을 찾을 수 없습니다. 청구 화면에서 다시 골라 주세요.',
  'request-changed': (data) =>
    `그 사이 ${data.byName === '' ? '다른 사람' : data.byName}이(가) ${moment(data.at)}에 이 청구를 ‘${named<RequestState>(terms.requestState, data.state)}’ 단계로 바꾸어 저장하지 않았습니다. 바뀐 내용을 확인하고 다시 하세요.`,
  'request-duplicate': (data) =>
    `같은 사람이 같은 영상을 이미 청구했습니다(${terms.requestNumber(data.number)}). 새로 접수하지 않았습니다. 그 청구를 이어서 처리하거나, 다른 청구이면 그대로 접수하세요.`,
  'subject-missing': () =>
    '대리인이 누구를 대신하는지 적혀 있지 않아 접수하지 않았습니다. 정보주체의 인적사항을 적어 주세요.',
  'papers-missing': (data) =>
    `${named(missingPaper, data.paper)}을(를) 아직 확인하지 않아 본인확인을 마치지 않았습니다. 서류를 확인하거나 보완을 요구하세요.`,
  'letter-missing': () =>
    '요청기관의 공문이 없어 진행하지 않았습니다. 공문 번호와 날짜를 적거나, 급박하면 제18조제2항제3호·제10호로 검토하세요.',
  'basis-missing': () =>
    '제공·이용의 법적 근거를 고르지 않아 결정할 수 없습니다. 근거가 없으면 거절로 통지하세요(개인정보 보호법 제18조제1항).',
  'basis-unavailable': (data) =>
    `이 기관이나 이 방법에는 근거 ${data.code}을(를) 쓸 수 없습니다. 영장·명령 또는 쓸 수 있는 다른 근거로 검토하세요.`,
  'basis-unproven': (data) =>
    `근거 ${data.code}을(를) 뒷받침하는 내용(증빙, 최소범위, 부당침해 우려 검토)이 비어 있습니다. 모두 적은 뒤 제안하세요.`,
  'posting-forbidden': () =>
    '불특정 다수에게 공개할 수 없습니다. 이웃 등 한정된 사람에게 보여 확인하는 방법을 검토하세요.',
  'destroy-day-missing': () =>
    '이용기간이나 파기예정일자가 없어 저장하지 않았습니다. 날짜를 정해 적어 주세요(관리대장 10번 칸).',
  'others-visible': () =>
    '다른 사람을 가리지 않고 보여 줄 수 있는 결정이 아닙니다. 가려서 진행하거나, 결정을 다시 검토하세요(표준 개인정보 보호지침 제46조).',
  'outcome-impossible': () =>
    '이 청구에는 그 결정을 내릴 수 없습니다. 영상 확인 결과와 청구 구분을 다시 보고 다른 결정을 고르세요.',
  'ground-missing': () =>
    '거절·제한 사유를 고르지 않아 통지할 수 없습니다. 법 제35조제4항의 어느 사유인지 고르세요.',
  'ground-not-lawful': (data) =>
    `‘${data.ground}’은(는) 이 청구를 거절·제한할 수 있는 사유가 아닙니다. 목록에 있는 사유 가운데 고르세요.`,
  'reason-blocked': (data) => `이 사유로는 통지할 수 없습니다. ${data.why} ${data.instead}`,
  'not-viewed-yet': () =>
    '삭제는 영상을 열람한 정보주체가 요구할 수 있습니다(법 제36조제1항). 먼저 열람을 마치게 하세요.',
  held: (data) =>
    `다른 청구(${data.number})를 위하여 보존하고 있는 영상이어서 지울 수 없습니다. 영상은 그대로 있습니다. 삭제 거절로 통지하거나 보존이 끝난 뒤 처리하세요.`,
  'overdue-reason-missing': (data) =>
    `처리기한(${data.dueOn})이 지났습니다. 늦어진 사유를 적어야 결정할 수 있습니다.`,
  'fee-unpaid': (data) =>
    `수수료 ${data.totalWon.toLocaleString('ko-KR')}원이 아직 납부되지 않아 내주지 않았습니다. 납부를 확인하거나 면제 사유를 적으세요.`,
  'fee-settled': () => '납부할 수수료가 없거나 이미 처리되었습니다. 청구 화면을 다시 확인해 주세요.',
  'row-missing': () =>
    '관리대장에 열람·교부 기록이 아직 없어 완료하지 않았습니다. 영상을 보여 주거나 사본을 만든 뒤 다시 하세요.',
  'objection-late': (data) =>
    `이의신청 기간(${data.lastOn}까지)이 지났습니다. 행정심판·행정소송 등 다른 구제 방법을 안내하세요.`,
  'keeping-period': (data) =>
    `보존기간(${data.untilOn}까지)이 끝나지 않아 지우지 않았습니다. 기록은 그대로 있습니다. 그 뒤에 다시 하세요.`,
  'publication-short': (data) =>
    `홈페이지에는 ${data.days}일 이상 계속 게재해야 합니다. 게재 기간을 늘려 적어 주세요.`,
  'aftercare-unknown': () => '이 청구에는 남아 있는 후속 업무가 없습니다. 청구 화면을 다시 확인해 주세요.',
  'hold-unknown': () => '그 보존 조치는 이미 해제되었습니다. 목록을 새로 열어 주세요.',
  'retention-too-short': (data) =>
    `이 분야의 법이 정한 보관기간은 ${data.minimumDays}일 이상입니다. 저장하지 않았습니다. 보관기간을 늘려 주세요.`,
  'law-in-force': (data) =>
    `${data.effectiveFrom}부터 시행된 법령 자료는 되돌릴 수 없습니다. 그동안의 결정이 이 자료를 따랐습니다. 고칠 것이 있으면 고친 자료를 다시 불러오세요.`,
  'law-file-unreadable': () =>
    '법령 자료를 읽을 수 없거나 형식이 맞지 않습니다. 지금의 자료는 그대로 쓰입니다. 파일을 확인해 다시 불러오세요.',
  'document-unavailable': () =>
    '지금 단계에서는 이 문서를 만들 수 없습니다. 청구의 단계를 확인한 뒤 다시 하세요.',
  'form-unreadable': () =>
    '이 파일에서 적힌 칸도 그림도 찾지 못했습니다. 파일은 저장하지 않았습니다. 파일을 인쇄해 보거나 내용을 직접 옮겨 적어 주세요.',
  'picture-unreadable': () =>
    '그림을 읽을 수 없습니다. 저장된 것은 없습니다. 10 MB 이하의 JPEG나 PNG 파일로 다시 골라 주세요.',
  'copy-unmasked': () =>
    '가린 곳이 없어 저장하지 않았습니다. 주민등록번호 뒷자리 7자리를 상자로 가린 뒤 저장하세요(개인정보 보호법 제24조의2).',
  'reason-missing': () =>
    '사유가 적혀 있지 않아 진행하지 않았습니다. 사유를 적어 주세요. 사유는 대장에 남습니다.',
  'retention-exceeded': (data) =>
    `보관기간 초과: ${terms.camera(data.cameraNumber)}에 ${data.oldestOn} 영상이 남아 있습니다. ${data.destroyByOn}까지 파기해야 했습니다. 만료된 영상을 지금 파기한 다음 다시 확인하세요.`,
  'nothing-expired': () =>
    '파기할 만료 영상이 없습니다. 보존 중이거나 화면에 열린 영상은 파기하지 않습니다. 보관은 그대로입니다.',
  'row-unknown': (data) =>
    `관리대장에 ${data.no}번 줄이 없습니다. 바뀐 것은 없습니다. 목록을 새로 열어 주세요.`,
  'row-erased': (data) =>
    `${data.no}번 줄은 보관기간이 지나 내용을 지웠으므로 정정할 수 없습니다. 기록이 있었다는 사실은 그대로 남아 있습니다.`,
  'row-unchanged': (data) =>
    `${data.no}번 줄에서 달라진 칸이 없어 정정하지 않았습니다. 고칠 칸을 바르게 적어 주세요.`,
  'row-corrected': (data) =>
    `${data.no}번 줄은 이미 ${data.byNo}번에서 정정되었습니다. 바뀐 것은 없습니다. ${data.byNo}번을 정정해 주세요.`,
  'row-changed': (data) =>
    `그 사이 ${data.byName === '' ? '다른 사람' : data.byName}이(가) ${moment(data.at)}에 ${data.no}번 줄에 내용을 더해 정정하지 않았습니다. 지금의 내용을 확인하고 다시 정정하세요.`,
  'checkpoint-unreadable': () =>
    '확인점으로 읽을 수 없습니다. 대장은 그대로입니다. 종이에 인쇄된 확인점 전체, 또는 건수와 뿌리 해시를 그대로 적어 주세요.',
  'checkpoint-differs': (data) => differs(data),
  'checkpoint-unsigned': (data) =>
    `${data.size.toLocaleString('ko-KR')}건의 확인점은 보관된 것 가운데 없어 서명을 알 수 없습니다. 아무것도 저장하지 않았습니다. 종이의 확인점을 서명까지 모두 적거나 QR 코드로 읽어 주세요.`,
  'too-many-rows': (data) =>
    `${data.count.toLocaleString('ko-KR')}건은 한 번에 내보내기에 너무 많습니다(최대 ${data.most.toLocaleString('ko-KR')}건). 아무것도 나가지 않았습니다. 기간을 나누어 주세요.`,
  'printer-failed': (data) =>
    `프린터 ${data.printer}이(가) 인쇄를 받지 않았습니다. 대장은 그대로이고, 인쇄하려 한 일은 기록되었습니다. 프린터를 확인하거나 PDF로 저장해 주세요.`,
  'destroying-alone': () =>
    '파기는 다른 사람이 승인해야 합니다. 아무것도 파기하지 않았습니다. 다른 관리책임자의 아이디와 암호로 승인해 주세요.',
  'month-open': (data) =>
    `${Number(data.month.slice(5))}월이 아직 끝나지 않아 서명할 수 없습니다. 적어 둔 설명은 그대로 있습니다. 다음 달 1일부터 서명해 주세요.`,
  'month-signed': (data) =>
    `${Number(data.month.slice(5))}월분은 ${data.byName}님이 ${moment(data.at)}에 이미 서명했습니다. 서명한 점검은 바뀌지 않습니다. 서명된 점검표를 보거나 인쇄해 주세요.`,
  unexplained: (data) =>
    `설명하지 않은 항목이 ${data.left}건 있어 서명하지 않았습니다. 적어 둔 설명은 그대로 있습니다. 남은 항목을 설명한 뒤 서명해 주세요.`,
  'reviewing-alone': () =>
    '찾은 항목이 모두 점검자 본인이 한 일이어서 혼자 서명할 수 없습니다. 적어 둔 설명은 그대로 있습니다. 다른 사람이 입회하여 아이디와 암호를 넣어 주세요.',
}
