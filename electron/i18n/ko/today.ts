/** 오늘. */
export const today = {
  title: '오늘',
  receive: '청구 접수',
  due: '기한',
  noDue: '처리할 청구가 없습니다',
  noDueText: '접수된 청구가 기한이 가까운 순서로 여기에 나옵니다.',
  until: (day: string) => `${day}까지`,
  waiting: '결재·확인',
  noWaiting: '기다리는 결재가 없습니다',
  noWaitingText: '본인확인을 마친 청구가 승인을 기다릴 때 여기에 나옵니다.',
  approve: (number: string) => `승인 대기 제${number}호`,
  notices: '알림',
  noNotices: '알릴 것이 없습니다',
  noNoticesText: '저장공간, 공휴일표처럼 챙겨야 할 것이 있으면 알려 드립니다.',
  holidays: (year: string) =>
    `${year}년 공휴일표가 아직 없어 기한이 실제보다 이르게 계산될 수 있습니다. 프로그램을 최신으로 바꿔 주세요.`,
  lowSpace: (size: string) => `영상을 둘 공간이 ${size} 남았습니다. 반입하기 전에 공간을 확보해 주세요.`,
  noFootage: '반입된 영상이 아직 없습니다. 청구된 시간의 영상을 먼저 반입해 주세요.',
  overdue: (number: string) =>
    `접수 제${number}호의 처리기한이 지났습니다. 바로 처리하고 사유를 남겨 주세요.`,
  first: {
    title: '새 스테이션입니다. 이 순서로 시작하세요',
    cameras: '카메라 확인',
    camerasText: '번호·설치장소·보관기간과 시계 오차를 실제와 맞춥니다.',
    camerasGo: '기관·설정 열기',
    intake: '영상 반입',
    intakeText: '녹화기가 내보낸 폴더를 골라 암호화하여 보관합니다.',
    intakeGo: '영상 반입 열기',
    request: '청구 접수',
    requestText: '청구가 접수되고 승인되어야 영상을 열 수 있습니다.',
    requestGo: '첫 청구 접수하기',
  },
}
