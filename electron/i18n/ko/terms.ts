import type { Role } from '../../domain/actor.ts'
import type { Outcome } from '../../domain/decision.ts'
import type { JobKind, JobStep } from '../../domain/job.ts'
import type { IdentityPaper, RequestState } from '../../domain/request.ts'
import type { Channel, Relation, RequestKind } from '../../domain/request-form.ts'

const role: Record<Role, string> = {
  officer: '접근권한자',
  manager: '관리책임자',
  witness: '입회자',
  auditor: '감사',
  administrator: '시스템관리',
}

const requestKind: Record<RequestKind, string> = {
  view: '열람',
  copy: '사본',
  existence: '존재확인',
  erase: '삭제',
  correct: '정정',
  stop: '처리정지',
  provide: '제3자 제공',
  use: '목적 외 이용',
  object: '이의신청',
}

const requestState: Record<RequestState, string> = {
  inquiry: '문의',
  received: '접수',
  supplementing: '보완요구',
  verified: '본인확인',
  located: '영상 확인',
  proposed: '결재 대기',
  decided: '결정',
  postponed: '연기',
  notified: '통지',
  'no-show': '불참',
  fulfilled: '완료',
  objected: '이의신청 중',
  closed: '종결',
  withdrawn: '취하',
}

const channel: Record<Channel, string> = {
  visit: '방문',
  post: '우편',
  fax: '팩스',
  email: '전자우편',
  web: '인터넷·홈페이지',
  commission: '보호위원회 경유',
  'disclosure-portal': '정보공개포털',
  'agency-letter': '수사기관 등 공문',
  phone: '전화',
}

const outcome: Record<Outcome, string> = {
  grant: '허용',
  partial: '일부 허용',
  postpone: '연기',
  refuse: '거절',
  exists: '존재',
  'not-exists': '부존재',
  'not-applicable': '해당 없음',
  uphold: '인용',
  dismiss: '기각',
}

const relation: Record<Relation, string> = { self: '본인', guardian: '법정대리인', agent: '임의대리인' }

const identityPaper: Record<IdentityPaper, string> = {
  'resident-card': '주민등록증',
  'driving-licence': '운전면허증',
  passport: '여권',
  other: '그 밖의 신분증명서',
  'shared-records': '행정정보 공동이용',
  'service-card': '공무원증',
  'official-letter': '공문',
}

const job: Record<JobKind, string> = {
  intake: '영상 반입',
  detect: '사람 찾기',
  follow: '가림 따라가기',
  export: '반출',
  destroy: '영상 파기',
  'ledger-export': '대장 내보내기',
  backup: '백업',
}

const jobStep: Record<JobStep, string> = {
  intake: '반입',
  detect: '사람 찾기',
  follow: '따라가기',
  render: '렌더링',
  scan: '누출 검사',
  check: '검증',
  sign: '서명',
  enter: '기록',
  destroy: '파기',
  'write-ledger': '대장 쓰기',
  'check-ledger': '다시 읽어 확인',
  'write-backup': '백업 쓰기',
  'check-backup': '다시 읽어 확인',
}

/** Words of the trade and of every screen, one for each thing. */
export const terms = {
  product: '영상 열람 스테이션',
  dialogs: {
    intake: '반입할 영상 폴더',
    export: '반출 파일을 저장할 폴더',
    backup: '백업을 저장할 디스크나 폴더',
    restore: '복원할 백업이 있는 디스크나 폴더',
    choose: '이 폴더 선택',
  },
  role,
  requestKind,
  requestState,
  channel,
  outcome,
  relation,
  identityPaper,
  job,
  jobStep,
  camera: (number: number) => `${number}번 카메라`,
  /** An inquiry has a number of its own kind. */
  requestNumber: (number: string) =>
    number.startsWith('Q') ? `문의 ${number.slice(1)}` : `접수 제${number}호`,
  close: '닫기',
  cancel: '취소',
  back: '이전',
  next: '다음',
  none: '없음',
  days: (count: number) => `${count}일`,
  count: (count: number) => `${count.toLocaleString('ko-KR')}건`,
  /** `2시간 3분`, `2분 10초`, `8초`. */
  duration: (seconds: number) => {
    const whole = Math.round(seconds)
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    if (hours > 0) return `${hours}시간 ${minutes}분`
    return minutes > 0 ? `${minutes}분 ${rest}초` : `${rest}초`
  },
  remaining: (duration: string) => `남은 시간 ${duration}`,
  /** `3.2 GB` */
  size: (bytes: number) => {
    const units = ['B', 'KB', 'MB', 'GB', 'TB']
    const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
    const amount = bytes / 1000 ** power
    return `${amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount)} ${units[power]}`
  },
  weekdays: ['월', '화', '수', '목', '금', '토', '일'],
  /** `2026. 11. 23.(월)`: official writing; `weekday` 1 = Monday. */
  day: (on: string, weekday: string) => {
    const [year, month, day] = on.split('-').map(Number)
    return `${year}. ${month}. ${day}.(${weekday})`
  },
  loading: '불러오는 중입니다.',
  faultTitle: '처리하지 못했습니다',
  fault: (reference: string) =>
    `프로그램 안에서 문제가 생겨 처리를 마치지 못했습니다. 이미 기록된 내용은 그대로 있습니다. 다시 시도하고, 되풀이되면 담당 부서에 참조번호 ${reference}을(를) 알려 주세요.`,
}
