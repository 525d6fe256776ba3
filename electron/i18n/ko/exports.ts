import type { Clearance } from '../../domain/clearance.ts'
import type { FilmStyle } from '../../domain/masking.ts'

const style: Record<FilmStyle, string> = {
  fill: '채우기',
  mosaic: '모자이크',
  blur: '흐리게',
  clear: '가리지 않음',
}

/** Why nobody has to be masked, as it was decided. */
const because: Record<Clearance['others'], string> = {
  nobody: '다른 사람이 나오지 않는다고 결정되었습니다.',
  unrecognisable: '다른 사람을 알아볼 수 없다고 결정되었습니다(표준 개인정보 보호지침 제46조).',
  consented: '나오는 사람이 모두 동의했다고 결정되었습니다(개인정보 보호법 제18조제2항제1호).',
  visible: '목적에 필요한 범위에서 가리지 않고 제공하기로 결정되었습니다.',
}

const styleText: Record<FilmStyle, string> = {
  fill: '한 가지 색으로 덮습니다. 되돌릴 수 없습니다.',
  mosaic: '모자이크는 익명화가 아닙니다. 훈련된 프로그램이 다시 알아볼 수 있습니다. 꼭 필요할 때만 고르세요.',
  blur: '흐리게는 익명화가 아닙니다. 훈련된 프로그램이 다시 알아볼 수 있습니다. 꼭 필요할 때만 고르세요.',
  clear: '나오는 사람이 모두 그대로 보입니다. 사람을 찾지 않으며, 누출 검사도 하지 않습니다.',
}

/** The export sheet: what is wanted, its steps, and what was made. */
export const exports = {
  title: '반출',
  summary: (kept: number, masked: number) =>
    `찾은 번호 가운데 ${kept}개를 남기고 ${masked}개를 가립니다. 소리는 들어가지 않고, 모든 화면에 접수번호와 ‘재제공 금지’가 적힙니다.`,
  nobodyKept: '남긴 사람이 없습니다. 나오는 사람을 모두 가려서 내보냅니다.',
  recipient: '받는 사람',
  recipientHint: '수령증에 서명할 사람',
  recipientMissing: '받는 사람의 이름을 적어 주세요.',
  medium: '제공 매체',
  media: ['USB', 'CD', '전자파일'],
  protect: '암호를 건 ZIP 한 개로 내보내기 (AES-256)',
  protectText: '암호는 다 만든 다음 한 번 크게 보여 드립니다. 매체와 따로 알려 주세요.',
  unprotected: '암호 없이 내보내면 매체를 주운 누구나 볼 수 있습니다.',
  destroyBy: '파기 예정일',
  destroyByHint: '받는 사람이 이날까지 파기합니다.',
  destroyByWrong: '오늘이나 그 뒤의 날짜를 적어 주세요. 예: 2026-12-23',
  style: '가리는 방법',
  styles: style,
  styleText,
  clear: {
    title: '가리지 않고 반출',
    open: '가리지 않고 반출…',
    text: '사람을 찾지 않아도 반출할 수 있습니다.',
    because,
    finding: (finding: string) => `판단한 내용: ${finding}`,
    scope: (scope: string) => `최소범위: ${scope}`,
    summary:
      '아무도 가리지 않고 내보냅니다. 소리는 들어가지 않고, 모든 화면에 접수번호와 ‘재제공 금지’가 적힙니다.',
  },
  reason: '반출 사유',
  reasonHint: '누구에게 왜 주는지 적습니다. 대장에 남습니다.',
  reasonMissing: '사유를 적어 주세요. 사유는 대장에 남습니다.',
  start: '저장할 폴더를 고르고 반출 시작',
  steps: '반출 단계',
  stepDone: '끝남',
  stepNow: '진행 중',
  stepWaiting: '대기',
  stepsText: '창을 닫아도 작업은 이어집니다. 아래 작업 줄에서 다시 볼 수 있습니다.',
  leaks: (count: number) => `출력에서 확인할 곳 ${count}건을 찾았습니다. 확인한 뒤 이어서 반출합니다.`,
  leaksText: '만든 영상은 매체에 그대로 두었습니다. 가림을 고치지 않았다면 다시 만들지 않습니다.',
  toReview: '확인하러 가기',
  finished: '반출 파일을 만들었습니다',
  copy: '사본',
  copyNo: (copyNo: number) => `${copyNo}호`,
  file: '파일',
  size: '크기',
  frames: (count: number) => `${count.toLocaleString('ko-KR')}프레임`,
  maskedShare: (percent: string) => `화면의 ${percent} % 가림`,
  hash: '확인값 (SHA-256)',
  password: '암호',
  showPassword: '암호 보기',
  passwordText: '매체와 따로 알려 주세요. 보여 드린 일은 대장에 남습니다.',
  printPassword: '암호 안내문 인쇄',
  printReceipt: '수령증 인쇄',
  saved: 'PDF로 저장했습니다.',
  openFolder: '폴더 열기',
  anew: '다시 반출하기',
  cancelled: '반출을 취소했습니다. 만들던 파일은 지웠고 원본은 그대로 있습니다.',
  earlier: '이 청구의 반출 파일',
  madeAt: '만든 시각',
  mediumColumn: '매체',
  recipientColumn: '받은 사람',
  openFolderOf: (fileName: string) => `${fileName} 폴더 열기`,
}
