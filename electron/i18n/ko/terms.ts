import type { Role } from '../../domain/actor.ts'
import type { JobKind, JobStep } from '../../domain/job.ts'
import type { IdentityPaper, Relation, RequestKind, RequestState } from '../../domain/request.ts'

const role: Record<Role, string> = {
  officer: '접근권한자',
  manager: '관리책임자',
  witness: '입회자',
  auditor: '감사',
  administrator: '시스템관리',
}

const requestKind: Record<RequestKind, string> = { view: '열람', copy: '사본', existence: '존재확인' }

const requestState: Record<RequestState, string> = {
  received: '접수',
  verified: '본인확인',
  approved: '승인',
  fulfilled: '완료',
}

const relation: Record<Relation, string> = { self: '본인', guardian: '법정대리인', agent: '임의대리인' }

const identityPaper: Record<IdentityPaper, string> = {
  'resident-card': '주민등록증',
  'driving-licence': '운전면허증',
  passport: '여권',
  other: '그 밖의 신분증명서',
}

const job: Record<JobKind, string> = {
  intake: '영상 반입',
  detect: '사람 찾기',
  follow: '가림 따라가기',
  export: '반출',
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
}

/** Words of the trade and of every screen, one for each thing. */
export const terms = {
  product: '영상 열람 스테이션',
  dialogs: { intake: '반입할 영상 폴더', export: '반출 파일을 저장할 폴더', choose: '이 폴더 선택' },
  role,
  requestKind,
  requestState,
  relation,
  identityPaper,
  job,
  jobStep,
  camera: (number: number) => `${number}번 카메라`,
  requestNumber: (number: string) => `접수 제${number}호`,
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
