import type { ViewingPicture, ViewingPurpose } from '../../domain/viewing.ts'

const purpose: Record<ViewingPurpose, string> = {
  check: '청구 영상 확인',
  show: '정보주체에게 보여줌',
  mask: '마스킹',
}

const purposeText: Record<Exclude<ViewingPurpose, 'mask'>, string> = {
  check: '담당자가 혼자 청구된 영상이 있는지 확인합니다. 방문자에게 화면을 보이지 않습니다.',
  show: '정보주체가 화면을 함께 봅니다. 다른 사람은 가려서 보여 주는 것이 원칙입니다.',
}

const picture: Record<ViewingPicture, string> = {
  masked: '가려서 보여 주기',
  clear: '가리지 않고 보여 주기',
}

/** The viewing screen. */
export const viewing = {
  title: '열람',
  purpose,
  purposeText,
  picture,
  choose: {
    title: '열람할 청구를 고르세요',
    empty: '지금 열람할 수 있는 청구가 없습니다',
    emptyText:
      '청구를 접수하면 그 영상을 찾아볼 수 있게 여기에 나타납니다. 기관의 요청은 권한을 확인한 뒤에 나타납니다.',
    open: (number: string) => `접수 제${number}호 고르기`,
    number: '접수번호',
    requester: '청구인',
    range: '청구 시간',
    cameras: '카메라',
    dueOn: '처리기한',
  },
  form: {
    title: (number: string) => `접수 제${number}호 열람`,
    purpose: '열람 목적',
    picture: '보여 주는 방법',
    pictureText:
      '청구인만 남기고 모두 가린 화면이 나옵니다. 방문자 창(두 번째 화면)에는 가린 영상만 나가고, 사람을 찾지 못한 순간은 화면 전체를 가립니다.',
    questionsLeft: (count: number) =>
      `마스킹 확인 ${count}건이 남아 있습니다. 먼저 마스킹 화면에서 답하면 더 안전합니다.`,
    nobodyKept: '남길 사람을 아직 고르지 않아 모두 가려집니다. 마스킹 화면에서 청구인을 고르세요.',
    tracksMissing:
      '아직 사람을 찾지 않은 카메라가 있어 가려서 보여 줄 수 없습니다. 마스킹 화면에서 [사람 찾기]를 먼저 실행하세요.',
    toMasking: '마스킹으로 가기',
    finding: '가리지 않아도 된다고 본 이유',
    findingHint:
      '다른 사람이 나오지 않거나 멀거나 뒷모습이어서 누구인지 알 수 없음, 또는 나오는 사람의 동의를 받음(표준 개인정보 보호지침 제46조). 적은 내용은 대장에 남습니다.',
    findingMissing: '이유를 적어 주세요. 이유를 적을 수 없다면 가려서 보여 주세요.',
    witness: '입회자 (있을 때만)',
    start: '열람 시작',
    recorded: '시작하면 대장에 먼저 기록된 다음 영상이 열립니다. 본 구간은 되감아 본 것까지 그대로 남습니다.',
    checkOnly: '아직 결정되지 않은 청구입니다. 담당자가 혼자 영상이 있는지만 확인할 수 있습니다.',
    notApproved: '이 청구는 지금 단계에서 영상을 열 수 없습니다. 청구 화면에서 다음 단계를 확인하세요.',
    other: '다른 청구 고르기',
  },
  card: {
    title: '청구 내용',
    requester: '청구인',
    purpose: '청구 사유',
    clues: '특정 단서',
    range: '허용 구간',
    cameras: '카메라',
    seen: '대장에 남은 시청',
    viewingPurpose: '열람 목적',
    picture: '보여 주는 방법',
  },
  /** The second window, for whoever is shown the footage. */
  visitor: {
    title: '방문자 창',
    open: '방문자 창 열기',
    close: '방문자 창 닫기',
    isOpen: '방문자 창 열림',
    failed: '방문자 창을 열지 못했습니다. 열람은 계속됩니다. 다시 눌러 주세요.',
    preview: '방문자에게 보이는 화면',
    picture: (time: string) => `가린 영상, ${time}`,
    notice: '다른 사람은 법에 따라 가려집니다',
    unready: '준비 중',
  },
  /** Looking under the masks, on the operator's own screen. */
  reveal: {
    title: '가림 벗겨 보기',
    hold: '누르는 동안 벗겨 보기',
    now: '벗겨 보는 중',
    onStage: '가림을 벗겨 보는 중 · 대장에 기록됨',
    text: '담당자 화면에서만, 누르고 있는 동안만 가림이 벗겨집니다. 방문자 창은 가려진 그대로입니다. 벗겨 볼 때마다 사유와 함께 대장에 남습니다.',
    reason: '벗겨 보는 사유',
    missing: '사유를 적어 주세요.',
    confirm: '확인',
    entered: (number: string) => `접수 제${number}호의 가림을 벗겨 보는 것이 대장에 기록되었습니다.`,
  },
  cameraChoice: '카메라 고르기',
  cameraTab: (number: number, place: string) => `${number}번 ${place}`,
  stage: (camera: string, time: string) => `${camera} 영상, ${time}`,
  preparing: '영상을 준비하고 있습니다.',
  noRecording: (from: string, to: string) => `녹화 없음 ${from}~${to}`,
  toNext: (time: string) => `다음 녹화로 가기 (${time})`,
  noFootage: '이 카메라에는 허용 구간의 녹화가 없습니다.',
  shownClock: (time: string, correction: string) => `표시시각 ${time}, 보정 ${correction}초`,
  controls: {
    label: '재생 조작',
    toStart: '허용 구간 처음으로',
    toEnd: '허용 구간 끝으로',
    frameBack: '이전 프레임',
    frameOn: '다음 프레임',
    play: '재생',
    pause: '멈춤',
    speeds: '재생 속도',
    backwards: (times: number) => `−${times}× 뒤로 재생`,
    forwards: (times: number) => `${times}× 재생`,
  },
  rulers: {
    day: '전체 하루',
    range: '허용 구간',
    playhead: '재생 위치',
    before: (from: string, to: string) => `허용 구간 앞 ${from}~${to}`,
    after: (from: string, to: string) => `허용 구간 뒤 ${from}~${to}`,
    outside: '청구된 시간 밖입니다. 누르면 이유를 알려 드리고, 그 시도는 대장에 남습니다.',
    legendRecorded: '녹화',
    legendSeen: '본 구간(대장에 남은 그대로)',
    legendOutside: '허용 밖',
  },
  closed: {
    text: '열람을 마쳤습니다. 본 구간은 모두 대장에 기록되었습니다.',
    toRequest: '청구로 돌아가기',
  },
  escapeOnce: 'Esc를 한 번 더 누르면 열람을 마칩니다.',
  stopped: {
    unreported: (cause: string) =>
      `본 구간을 대장에 기록하지 못해 영상을 가렸습니다. ${cause} 열람을 종료한 뒤 다시 시작하세요.`,
    unreadable: (name: string) =>
      `${name} 녹화를 읽지 못해 재생을 멈췄습니다. 보관된 다른 영상에는 영향이 없습니다. 다시 시도하고, 되풀이되면 관리책임자에게 알려 주세요.`,
    again: '다시 시도',
  },
  otherOpen: {
    mask: '마스킹을 위해 영상이 열려 있습니다',
    view: '열람을 위해 영상이 열려 있습니다',
    text: '영상은 한 번에 한 가지 목적으로만 엽니다. 위의 빨간 줄에서 종료한 뒤 다시 여세요.',
  },
  /** What the keys do on this screen, for the table of all keys. */
  keys: [
    ['Space', '재생 · 멈춤'],
    ['J · K · L', '뒤로 · 멈춤 · 앞으로 (누를 때마다 두 배)'],
    [', · .', '이전 · 다음 프레임'],
    ['← · →', '5초 이동'],
    ['Shift + ← · →', '1분 이동'],
    ['Home · End', '허용 구간 처음 · 끝'],
    ['1 – 9', '카메라 바꾸기'],
    ['V', '방문자 창 열기 · 닫기'],
    ['R (누르는 동안)', '담당자 화면에서 가림 벗겨 보기'],
    ['Esc Esc', '열람 종료'],
  ] as [keys: string, does: string][],
}
