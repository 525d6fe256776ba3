/** What became of a file; the keys are those of IntakeOutcome in the contract. */
const outcome = {
  'taken-in': '반입했습니다.',
  'already-held': '이미 보관 중인 영상이어서 다시 반입하지 않았습니다.',
  destroyed: '파기한 영상이어서 다시 반입하지 않았습니다. 파기는 관리대장에 남아 있습니다.',
  damaged: '파일이 손상되었거나 중간에 끊겨 반입하지 않았습니다. 녹화기에서 다시 내보내 주세요.',
  'unknown-codec':
    '이 스테이션이 읽지 못하는 영상 형식이어서 반입하지 않았습니다. 녹화기에서 MP4로 내보내 주세요.',
  empty: '내용이 없는 파일이어서 반입하지 않았습니다. 녹화기에서 다시 내보내 주세요.',
  'not-a-video': '영상 파일이 아니어서 반입하지 않았습니다.',
  'no-time': '촬영 시각을 알 수 없어 반입하지 않았습니다. 파일 이름에 시각이 들어가도록 내보내 주세요.',
}

/** The same in a word. */
const tags: Record<keyof typeof outcome, string> = {
  'taken-in': '반입',
  'already-held': '보관 중',
  destroyed: '파기됨',
  damaged: '손상',
  'unknown-codec': '형식 모름',
  empty: '빈 파일',
  'not-a-video': '영상 아님',
  'no-time': '시각 모름',
}

/** The intake screen. */
export const intake = {
  title: '영상 반입',
  lead: '녹화기가 내보낸 폴더를 골라 암호화하여 보관합니다. 소리는 저장하지 않습니다.',
  choose: '폴더 선택',
  chooseAgain: '다른 폴더 선택',
  plan: {
    title: (folderName: string) => `‘${folderName}’ 폴더`,
    hint: '하위 폴더',
    top: '(맨 위)',
    camera: '카메라',
    cameraOf: (hint: string) => `${hint} 폴더의 카메라`,
    skip: '반입하지 않음',
    count: '파일',
    size: '크기',
    first: '처음',
    last: '마지막',
    unknownTime: '시각 모름',
    start: '반입 시작',
    ready: (files: number, size: string) => `파일 ${files.toLocaleString('ko-KR')}개, ${size}를 반입합니다.`,
    noneChosen: '반입할 폴더마다 카메라를 골라 주세요.',
    twice: '같은 카메라를 두 폴더에 골랐습니다. 맞는지 확인해 주세요.',
  },
  running: '영상을 반입하고 있습니다. 다른 화면으로 옮겨도 계속됩니다.',
  outcomes: {
    title: '반입 결과',
    file: '파일',
    result: '결과',
    summary: (taken: number, held: number, refused: number) =>
      `반입 ${taken}건 · 이미 보관 ${held}건 · 반입하지 못함 ${refused}건`,
    allWell: '모든 파일을 보관했습니다.',
    someRefused: '반입하지 못한 파일이 있습니다. 원본 파일은 바꾸지 않았습니다.',
    audioDropped: '소리를 지웠습니다.',
    outcome,
    tags,
    onlyRefused: '반입하지 못한 파일만 보기',
  },
  holdings: {
    title: '보관 중인 영상',
    empty: '아직 보관 중인 영상이 없습니다',
    emptyText: '위의 [폴더 선택]으로 녹화기가 내보낸 폴더를 고르세요.',
    camera: '카메라',
    count: '녹화',
    size: '크기',
    from: '처음',
    to: '마지막',
    recordings: (count: number) => `${count.toLocaleString('ko-KR')}개`,
  },
}
