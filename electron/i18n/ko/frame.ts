/** 모든 화면을 둘러싼 틀. */
export const frame = {
  menu: '주 메뉴',
  screens: {
    today: '오늘',
    requests: '청구',
    viewing: '열람',
    masking: '마스킹·반출',
    intake: '영상 반입',
    ledger: '관리대장',
    settings: '기관·설정',
  },
  status: '스테이션 상태',
  ledgerSize: (count: number) => `대장 ${count.toLocaleString('ko-KR')}건`,
  free: (size: string) => `남은 공간 ${size}`,
  lock: '잠금',
  signOut: '로그아웃',
  keysButton: '단축키 보기',
  recording: {
    label: '열람 기록 상태',
    now: '기록 중',
    purposes: { check: '청구 영상 확인', show: '정보주체 열람', mask: '마스킹 작업' },
    cameras: (numbers: readonly number[]) => `${numbers.join('·')}번 카메라`,
    since: (time: string) => `${time}부터`,
    toViewing: '열람 화면으로',
    stop: '열람 종료',
  },
  jobs: {
    label: '진행 중인 작업',
    running: (label: string, step: string) => `${label}: ${step}`,
    stop: (label: string) => `${label} 작업 취소`,
    stopShort: '취소',
    finished: (label: string) => `${label} 작업을 마쳤습니다.`,
    cancelled: (label: string) => `${label} 작업을 취소했습니다. 하다 만 결과는 남지 않습니다.`,
    stopped: (label: string, sentence: string) => `${label} 작업이 멈췄습니다. ${sentence}`,
    dismiss: (label: string) => `${label} 알림 닫기`,
  },
  left: {
    title: '열람이 끝났습니다',
    idle: '한동안 조작이 없어 열람을 끝냈습니다. 본 구간은 대장에 기록되었습니다.',
    locked: '화면이 잠겨 열람을 끝냈습니다. 본 구간은 대장에 기록되었습니다.',
    dismiss: '열람 종료 알림 닫기',
  },
  keys: {
    title: '단축키',
    groups: [
      {
        title: '어디서나',
        keys: [
          ['Ctrl+L', '화면 잠금'],
          ['Alt+1 … 7', '주 메뉴의 화면으로 이동'],
          ['Tab · Shift+Tab', '다음 · 이전 항목'],
          ['?', '이 도움말'],
        ],
      },
      {
        title: '청구 접수',
        keys: [
          ['Enter', '다음 칸'],
          ['Shift+Enter', '이전 칸'],
          ['Alt+Enter', '여러 줄 칸에서 줄 바꿈'],
        ],
      },
      {
        title: '열람',
        keys: [
          ['Space', '재생 · 멈춤'],
          ['J · K · L', '느리게 · 멈춤 · 빠르게'],
          [', · .', '한 프레임 뒤로 · 앞으로'],
          ['← · →', '5초 뒤로 · 앞으로'],
          ['Shift+← · →', '1분 뒤로 · 앞으로'],
          ['Home · End', '허용 구간의 처음 · 끝'],
          ['1 … 9', '카메라 바꾸기'],
          ['Esc Esc', '열람 종료'],
        ],
      },
      {
        title: '마스킹',
        keys: [
          ['↑ · ↓', '사람 고르기'],
          ['M', '유지 · 가림 바꾸기'],
          ['Space', '재생 · 멈춤'],
        ],
      },
    ],
  },
}
