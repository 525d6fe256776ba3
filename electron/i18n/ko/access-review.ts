import type { FindingKind } from '../../domain/access-review.ts'
import { act } from './acts.ts'

/** What a sentence about a finding is made of: names as they are known, everything else as it was found. */
export interface FindingFacts {
  /** Names of whoever acted, joined. */
  actors: string
  /** The person it is about, or the account that was tried. */
  name: string
  about: string
  camera: string
  day: string
  value: number
  limit: number
}

const number = (value: number): string => value.toLocaleString('ko-KR')

/** What the rules forbade, by its code. */
const forbidden: Record<string, string> = {
  'not-allowed': '권한이 없는 일',
  'request-not-approved': '승인되지 않은 청구의 열람·반출',
  'others-visible': '다른 사람을 가리지 않은 열람·반출',
  'same-person': '혼자 두 사람 몫의 확인',
  held: '보존 조치된 영상의 파기·삭제',
  'keeping-period': '보관기간 안의 정보 지우기',
  'posting-forbidden': '영상 공개',
}

const actName = (kind: string): string => (Object.hasOwn(act, kind) ? act[kind as keyof typeof act] : kind)

const kind: Record<FindingKind, string> = {
  night: '근무시간 외 접속',
  'outside-window': '청구 범위 밖 시도',
  forbidden: '금지된 시도',
  'subject-requests': '같은 사람 반복 접수',
  'subject-viewings': '같은 사람 반복 열람',
  'camera-often': '카메라 사용 급증',
  'not-picked-up': '찾아가지 않은 사본',
  'clear-share': '가림 없이 본 비율',
  'sign-in-failed': '로그인 실패',
  recovery: '복구 코드 사용',
  'clock-set-back': '시계 되돌림',
  corrected: '대장 정정',
  'vault-mended': '보관함 복구',
  'settings-changed': '설정 변경',
  'rights-changed': '권한 변경',
  printed: '대장 반출',
}

const said: Record<FindingKind, (facts: FindingFacts) => string> = {
  night: ({ actors, day, value }) =>
    `${actors}님이 ${day} 근무시간 밖이나 쉬는 날에 ${number(value)}번 접속했습니다.`,
  'outside-window': ({ actors, about, value }) =>
    `${actors}님이 접수 제${about}호의 허용 구간 밖을 ${number(value)}번 열려 했습니다. 모두 거절되었습니다.`,
  forbidden: ({ actors, about, value }) =>
    `${actors}님의 시도가 거절되었습니다: ${forbidden[about] ?? actName(about)} ${number(value)}번.`,
  'subject-requests': ({ actors, name, value, limit }) =>
    `${actors}님이 ${name}님에 관한 청구를 ${number(value)}건 접수했습니다(기준 ${number(limit)}건).`,
  'subject-viewings': ({ actors, name, value, limit }) =>
    `${actors}님이 ${name}님에 관한 영상을 ${number(value)}번 열었습니다(기준 ${number(limit)}번).`,
  'camera-often': ({ camera, value, limit }) =>
    `${camera}를 ${number(value)}번 열었습니다. 지난 달들의 평균으로 보면 ${number(limit)}번부터 많은 편입니다.`,
  'not-picked-up': ({ about }) => `사본 ${about}을 기한 안에 내주지 않았습니다.`,
  'clear-share': ({ actors, value, limit }) =>
    `${actors}님이 본 영상의 ${number(value)} %가 가리지 않은 화면이었습니다(기준 ${number(limit)} %).`,
  'sign-in-failed': ({ name, day, value, limit }) =>
    `${name === '' ? '등록되지 않은 아이디' : `아이디 ${name}`}로 ${day} ${number(value)}번 로그인에 실패했습니다(기준 ${number(limit)}번).`,
  recovery: ({ actors, day, about }) => `${actors}님이 ${day} ${actName(about)}.`,
  'clock-set-back': ({ day, value }) =>
    `${day} PC 시계가 대장의 마지막 시각보다 뒤로 가 있었습니다(${number(value)}번).`,
  corrected: ({ actors, day, value }) => `${actors}님이 ${day} 대장을 ${number(value)}건 정정했습니다.`,
  'vault-mended': ({ day, about }) => `${day} ${actName(about)}.`,
  'settings-changed': ({ actors, day, about, value }) =>
    `${actors}님이 ${day} ${actName(about)}: ${number(value)}건.`,
  'rights-changed': ({ actors, day, about, value }) =>
    `${actors}님이 ${day} ${actName(about)}: ${number(value)}건.`,
  printed: ({ actors, value }) =>
    `${actors}님이 대장을 인쇄하거나 파일로 내보냈습니다: ${number(value)}번. 사유는 각 기록에 있습니다.`,
}

/** Reasons that are often given; they are written out and can be changed. */
const quick: Record<FindingKind, readonly string[]> = {
  night: ['당직 중 긴급 청구 처리', '사고 직후 영상 보존·확인', '행사·공사 감독으로 근무'],
  'outside-window': ['시각을 잘못 눌러 시도함', '청구 범위 보완을 안내함', '경위 확인 후 주의 조치함'],
  forbidden: ['업무 분장을 다시 안내함', '절차를 착각하여 시도함', '경위 확인 후 주의 조치함'],
  'subject-requests': ['한 사고에 대한 이어진 청구임', '본인이 날짜를 나누어 청구함'],
  'subject-viewings': ['확인·가림·열람을 나누어 진행함', '범위가 길어 여러 번 나누어 봄'],
  'camera-often': ['해당 장소에서 사고가 이어짐', '공사·행사로 확인할 일이 늘어남'],
  'not-picked-up': ['청구인에게 연락하여 수령일을 다시 정함', '청구인이 포기하여 파기함'],
  'clear-share': ['청구 영상을 찾는 확인 열람이 대부분임', '사람이 나오지 않는 영상임'],
  'sign-in-failed': ['본인이 암호를 잘못 입력함', '암호를 바꾼 직후임', '본인이 아니어서 경위를 조사함'],
  recovery: ['암호를 잃어 관리책임자가 복구함'],
  'clock-set-back': ['PC 시계를 바로잡음', '전지를 교체함'],
  corrected: ['오기를 바로잡음'],
  'vault-mended': ['정전 뒤 복구됨, 기록은 온전함', '백업에서 복원함'],
  'settings-changed': ['방침 개정에 따른 변경', '휴일·시계 오차 정리'],
  'rights-changed': ['인사이동에 따른 계정 추가'],
  printed: ['월례 결재용', '감사·점검 자료 제출'],
}

const thousand = (count: number) => count.toLocaleString('ko-KR')
const monthName = (month: string) => `${month.slice(0, 4)}년 ${Number(month.slice(5))}월`

/** 접속기록 월간 점검. */
export const accessReview = {
  title: '접속기록 월간 점검',
  /** From the access record to its review. */
  open: '월간 점검',
  lead: '한 달의 접속기록에서 평소와 다른 일을 모두 설명하고 서명합니다. 주기와 방법은 내부 관리계획에 따릅니다(안전성 확보조치 기준 제8조).',
  month: '점검할 달',
  monthName,
  monthState: {
    running: '진행 중',
    open: '서명 전',
    overdue: '기한 지남',
    signed: '서명함',
  },
  monthOption: (month: string, state: string) => `${monthName(month)} · ${state}`,
  dueBy: (day: string) => `${day}까지 서명`,
  running:
    '아직 끝나지 않은 달입니다. 지금까지의 기록으로 미리 살펴볼 수 있고, 서명은 다음 달 1일부터 합니다.',
  working: '한 달의 기록을 세고 있습니다.',
  heat: {
    title: '날짜·시각별 접속',
    label: (month: string) => `${monthName(month)} 날짜·시각별 접속 수`,
    cell: (day: string, hour: number, count: number) => `${day} ${hour}시 ${thousand(count)}번`,
    most: (count: number) => `가장 진한 칸 ${thousand(count)}번`,
    night: '근무시간 밖·쉬는 날',
    hour: (hour: number) => `${hour}시`,
    summary: (accesses: number, night: number) =>
      `접속 ${thousand(accesses)}번 가운데 근무시간 밖·쉬는 날 ${thousand(night)}번`,
  },
  officers: {
    title: '사람별 열람',
    label: '사람별 열람 횟수와 가림 없이 본 비율',
    name: '사람',
    viewings: '열람',
    watched: '본 시간',
    clear: '가림 없이',
    reveals: '가림 벗김',
    copies: '사본',
    prints: '인쇄',
    none: '이 달에 접속한 사람이 없습니다.',
    times: (count: number) => `${thousand(count)}회`,
    minutes: (minutes: number) => `${thousand(minutes)}분`,
    share: (percent: number) => `${percent} %`,
  },
  totals: {
    title: '합계',
    entries: '기록',
    viewings: '열람',
    watched: '본 시간',
    copies: '반출',
    refusals: '거절된 시도',
    failedSignIns: '로그인 실패',
    prints: '인쇄',
    count: (count: number) => `${thousand(count)}건`,
    reasons: (copies: number, withReason: number) =>
      copies === 0
        ? '없음'
        : copies === withReason
          ? `${thousand(copies)}건, 모두 사유 있음`
          : `${thousand(copies)}건, 사유 있음 ${thousand(withReason)}건`,
  },
  findings: {
    title: '평소와 다른 일',
    progress: (explained: number, all: number) => `설명 ${explained}/${all}`,
    place: (index: number, all: number) => `${all}건 가운데 ${index + 1}번째`,
    none: '평소와 다른 일이 없습니다',
    noneText: '기준을 넘은 접속이 없습니다. 그대로 서명할 수 있습니다.',
    own: '점검자 본인이 한 일',
    grown: '설명한 뒤 기록이 더 생겼습니다. 다시 확인하고 설명을 고쳐 주세요.',
    explained: '설명함',
    open: '설명 전',
    list: '항목 목록',
    explanation: '설명',
    explanationHint: '왜 그랬는지, 어떻게 조치했는지 적습니다. 쓰는 대로 저장됩니다.',
    quick: '자주 쓰는 설명',
    by: (name: string, at: string) => `${name} · ${at}`,
    next: '다음',
    previous: '이전',
    keep: '설명하고 다음',
    acts: (count: number) => `기록 ${thousand(count)}건 보기`,
    hideActs: '기록 접기',
    actColumns: { seq: '순번', at: '시각', actor: '사람', act: '한 일', subject: '대상', summary: '내용' },
    someActs: (shown: number, all: number) =>
      `기록 ${thousand(all)}건 가운데 처음 ${thousand(shown)}건입니다.`,
    request: (requestNumber: string) => `접수 제${requestNumber}호 열기`,
    span: (from: string, to: string) => (from === to ? from : `${from} ~ ${to}`),
  },
  kind,
  said,
  quick,
  keys: 'N 다음 · P 이전 · E 설명 쓰기 · A 기록 보기 · R 청구 열기 · Ctrl+Enter 설명하고 다음',
  sign: {
    button: '서명',
    left: (count: number) => `${thousand(count)}건을 더 설명하면 서명할 수 있습니다.`,
    title: (month: string) => `${monthName(month)} 접속기록 점검 서명`,
    text: (count: number) =>
      `찾은 항목 ${thousand(count)}건과 설명을 대장에 적습니다. 서명한 뒤에는 바꿀 수 없습니다. 본인의 암호를 다시 넣어 주세요.`,
    witness:
      '찾은 항목이 모두 점검자 본인이 한 일입니다. 다른 사람이 입회하여 아이디와 암호를 넣어야 합니다.',
    login: '입회자의 아이디',
    witnessPassword: '입회자의 암호',
    password: '내 암호',
    submit: '서명하기',
    done: (month: string) => `${monthName(month)}분에 서명하고 대장에 적었습니다.`,
  },
  signed: {
    title: '서명됨',
    text: (name: string, at: string) => `${name}님이 ${at}에 서명했습니다.`,
    witness: (name: string) => `입회: ${name}`,
    range: (from: number, to: number, seq: number) =>
      `대장 기록 ${thousand(from)}–${thousand(to)}번을 살펴보았고, 서명은 ${thousand(seq)}번에 있습니다.`,
    root: '살펴본 기록의 뿌리 해시',
    own: (count: number) => `점검자 본인이 한 일 ${thousand(count)}건이 들어 있습니다.`,
    list: '서명한 달',
    none: '아직 서명한 달이 없습니다.',
    columns: { month: '달', by: '서명한 사람', at: '서명한 때' },
    open: (month: string) => `${monthName(month)} 점검표 보기`,
  },
  print: {
    button: '점검표 인쇄',
    title: '접속기록 점검표 인쇄',
    text: '찾은 항목과 설명, 서명을 PDF로 저장합니다. 인쇄도 접속기록에 남습니다.',
    start: 'PDF로 저장',
    saved: '점검표를 PDF로 저장했습니다. 확인점이 함께 찍혀 있습니다.',
  },
  settings: {
    button: '기준 바꾸기',
    title: '점검 기준',
    text: '이 값부터 평소와 다른 일로 봅니다. 서명한 달은 서명할 때의 기준 그대로 남습니다.',
    fields: {
      fromHour: '근무 시작(시)',
      toHour: '근무 끝(시)',
      subjectRequests: '같은 사람 접수(건)',
      subjectViewings: '같은 사람 열람(번)',
      cameraTimes: '카메라 평균의(배)',
      cameraLeast: '카메라 최소(번)',
      pickupDays: '사본 수령(일)',
      clearPercent: '가림 없이 본 비율(%)',
      clearLeastMinutes: '비율을 보는 최소 시간(분)',
      failures: '하루 로그인 실패(번)',
    },
    wrong: '기준에 맞는 수를 적어 주세요.',
    reversed: '근무 끝이 시작보다 늦어야 합니다.',
    save: '저장',
  },
}
