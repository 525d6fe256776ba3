import type { Clearance } from '../../domain/clearance.ts'
import type { Given } from '../../domain/request-form.ts'

/** What footage that has been given may be used for, in two words of every picture and in the receipt's promise. */
const onlyFor: Record<Given, string> = { view: '열람용', provide: '제공용', use: '이용용' }
const aim: Record<Given, string> = { view: '열람', provide: '제공받은', use: '이용을 승인받은' }

const others: Record<Clearance['others'], string> = {
  nobody: '다른 사람이 나오지 않음',
  unrecognisable: '다른 사람을 알아볼 수 없음',
  consented: '나오는 사람이 모두 동의함',
  visible: '목적에 필요하여 다른 사람이 보임',
}

/** Words on paper. Statutory papers are Korean whatever the screen's language is. */
export const paper = {
  signature: '서명 또는 인',
  requestNumber: (number: string) => `접수 제${number}호`,
  kinds: { use: '이용', provide: '제공', view: '열람', destroy: '파기' },
  recovery: {
    title: '영상 열람 스테이션 복구 코드',
    rules: [
      '모든 비밀번호를 잃었을 때 이 코드로만 기록보관함(개인영상정보 관리대장과 영상)을 열 수 있습니다.',
      '봉투에 넣어 봉인하고 관리책임자의 금고에 보관하십시오. 사진을 찍거나 컴퓨터에 옮겨 적지 마십시오.',
      '코드를 쓰면 대장에 기록되고, 새 코드가 만들어지며, 이 종이의 코드는 쓸 수 없게 됩니다.',
      '이 종이와 비밀번호를 모두 잃으면 누구도, 만든 사람도 기록보관함을 열 수 없습니다.',
    ],
    keeper: '보관자',
    footer: '영상 열람 스테이션 복구 코드 · 봉인하여 보관',
  },
  receipt: {
    title: '개인영상정보 수령증',
    request: '접수번호',
    requester: { view: '청구인', provide: '요청기관', use: '이용부서' } satisfies Record<Given, string>,
    recipient: '받는 사람',
    copy: '사본',
    copyNo: (copyNo: number) => `${copyNo}호`,
    destroyBy: '파기 예정일',
    footage: '영상',
    range: (from: string, to: string, camera: number) => `${camera}번 카메라, ${from} ~ ${to}`,
    file: '파일',
    frames: (count: number) => `${count.toLocaleString('ko-KR')}프레임`,
    medium: '매체',
    isProtected: '암호 걸린 ZIP(AES-256), 암호는 따로 안내',
    masking: '비식별 조치',
    masked: (found: number, masked: number, kept: number, given: Given) =>
      `찾은 자취 ${found}개 가운데 ${masked}개 가림 · ${kept}개 유지${given === 'view' ? '(청구인)' : ''} · 음성 없음`,
    clear: (why: Clearance['others']) => `가리지 않음 (${others[why]}) · 음성 없음`,
    manifest: '명세 SHA-256',
    promise: (destroyBy: string, given: Given) =>
      `위 영상을 ${aim[given]} 목적으로만 이용하며, 다른 사람에게 다시 제공하거나 공개하지 않고, ${destroyBy}까지 파기하겠습니다. 위와 같이 받았음을 확인합니다.`,
    taker: '받은 사람',
    giver: '내준 사람',
    checkpoint: '이 수령증을 만든 때의 대장 확인점',
  },
  /** Written into every frame of a film. */
  watermark: {
    line: (number: string, purpose: string, copyNo: number, given: Given) =>
      `접수 제${number}호 · 사본 ${copyNo}호 · ${onlyFor[given]}·재제공 금지 · ${purpose}`,
    across: (number: string, copyNo: number, given: Given) =>
      `${onlyFor[given]}·재제공 금지  제${number}호 사본 ${copyNo}호`,
  },
  assurance: {
    title: '비식별 조치 보증서',
    lead: (given: Given) =>
      `이 영상에서 ${given === 'view' ? '청구인 아닌' : '목적에 필요하지 않은'} 사람을 알아볼 수 없게 한 과정과 결과를 수로 적은 문서입니다. 다른 사람의 이름이나 모습은 들어 있지 않습니다.`,
    people: '사람과 가림',
    found: '찾은 자취',
    foundText: (
      people: { found: number; masked: number; kept: number; things: number; vehicles: number },
      given: Given,
    ) =>
      `${people.found}개 (차량 ${people.vehicles}개 포함): 가림 ${people.masked} · 유지${given === 'view' ? '(청구인)' : ''} ${people.kept} · 사람 아님으로 판단 ${people.things}`,
    frameMasks: '프레임마다 가린 수의 합',
    frameMasksText: (masks: number, frames: number) =>
      `${masks.toLocaleString('ko-KR')}회 (${frames.toLocaleString('ko-KR')}프레임)`,
    coverage: '가린 넓이',
    coverageText: (mean: string, lowest: string) => `평균 ${mean} % · 가장 적은 프레임 ${lowest} %`,
    strip: '시간에 따른 가린 넓이 (가로: 영상의 처음부터 끝까지, 세로: 화면에서 가린 비율)',
    style: '가리는 방법',
    styles: {
      fill: '채우기 (한 가지 색으로 덮음, 되돌릴 수 없음)',
      mosaic: '모자이크 (익명화가 아님)',
      blur: '흐리게 (익명화가 아님)',
    },
    review: '확인',
    kinds: {
      unsure: '확실하지 않은 곳',
      appears: '갑자기 나타남',
      vanishes: '갑자기 사라짐',
      gap: '잠시 놓침',
      crossing: '청구인과 다른 사람이 겹침',
      condition: '촬영 조건',
      leak: '출력에서 의심된 곳',
    },
    columns: ['확인한 것', '물음', '가림 확정', '범위 수정', '사람 아님'],
    noQuestions: '물을 것이 없었습니다.',
    answered: '모두 답함',
    open: (count: number) => `${count}건 남음`,
    state: '확인 상태',
    changes: '손으로 바꾼 것',
    changesText: (by: string, changes: number, answers: number) =>
      `${by}: 변경 ${changes}건, 답 ${answers}건`,
    noChanges: '없음',
    signed: '두 번째 사람의 검토',
    signedText: (by: string, at: string) => `${by}, ${at} 서명`,
    notSigned: '이 기관은 요구하지 않음',
    leakScan: '누출 검사',
    leakScanText: (found: number, answered: number) =>
      found === 0
        ? '다 만든 영상을 다른 방법으로 다시 뒤졌고, 의심된 곳이 없었습니다.'
        : `다 만든 영상을 다른 방법으로 다시 뒤져 의심된 곳 ${found}건을 찾았고, ${answered}건을 사람이 확인했습니다.`,
    engine: '기계',
    settings: '설정',
    thorough: '꼼꼼히 찾기',
    quick: '보통 찾기',
    vehicles: '차량도 찾음',
    modelSha256: '모델 파일과 SHA-256',
    film: '영상 파일',
  },
  clear: {
    title: '비식별 조치 생략 보증서',
    lead: '이 영상에서는 아무도 가리지 않았습니다. 그렇게 하기로 한 결정과 그 까닭을 적은 문서입니다.',
    decision: '결정',
    style: '가리는 방법',
    styleText: '가리지 않음 (원본의 화면을 다시 부호화하고 표시를 넣음 · 음성과 부가정보 없음)',
    others: '다른 사람',
    othersText: (why: Clearance['others']) => others[why],
    finding: '판단한 내용',
    noFinding: '영상에 다른 사람이 없습니다.',
    basis: '제공·이용 근거',
    scope: '최소범위 검토',
    check: '확인',
    search: '사람 찾기와 누출 검사',
    searchText: '하지 않음. 가린 곳이 없으므로 새어 나올 곳도 없습니다.',
    film: '영상 파일',
  },
  password: {
    title: '영상 파일 암호 안내',
    lead: '이 종이는 영상이 든 매체와 따로 전하십시오. 같은 봉투에 넣지 마십시오.',
    file: '파일',
    how: [
      '매체의 ZIP 파일을 7-Zip, 반디집 같은 프로그램으로 열고 위의 암호를 줄표(-)까지 그대로 넣습니다.',
      '윈도우 탐색기만으로는 열리지 않습니다(AES-256).',
      '영상을 다 쓰면 이 종이도 파쇄하십시오.',
    ],
  },
}
