import type { RetentionState } from '../../domain/retention.ts'

const state: Record<RetentionState, string> = {
  kept: '보관 중',
  expired: '만료',
  overdue: '파기 기한 지남',
  held: '보존 조치',
}

/** The 보관·파기 screen. */
export const retention = {
  title: '보관·파기',
  lead: '보관기간이 끝난 영상은 5일 안에 되살릴 수 없게 파기합니다(표준 개인정보 보호지침 제10조·제41조).',
  state,
  finding: {
    fine: '보관기간이 지난 영상이 없습니다.',
    fineText: '지금 파기할 것이 없습니다. 보존 조치한 영상은 풀 때까지 남습니다.',
    expired: (camera: string, oldest: string, by: string) =>
      `${camera}에 보관기간이 끝난 영상(${oldest} 촬영)이 있습니다. ${by}까지 파기해 주세요.`,
    exceeded: (camera: string, oldest: string, by: string) =>
      `보관기간 초과: ${camera}에 ${oldest} 영상이 남아 있습니다. ${by}까지 파기해야 했습니다. 지금 파기해 주세요.`,
  },
  destroy: {
    button: '만료 영상 파기',
    title: '만료 영상 파기 승인',
    text: (count: string, size: string) =>
      `보관기간이 끝난 녹화 ${count}, ${size}를 파기합니다. 암호키를 없애므로 누구도 되살릴 수 없습니다. 보존 조치한 영상은 파기하지 않습니다.`,
    login: '승인하는 사람의 아이디',
    password: '승인하는 사람의 암호',
    submit: '승인하고 파기',
    running: '만료 영상을 파기하고 있습니다. 다른 화면으로 옮겨도 계속됩니다.',
    done: (count: string) => `녹화 ${count}을 파기하고 관리대장에 적었습니다.`,
    left: (count: string) => `그 사이 보존 조치되었거나 열려 있던 ${count}은 남겨 두었습니다.`,
  },
  cameras: {
    title: '카메라별 보관',
    label: '카메라별 보관 상태',
    camera: '카메라',
    strip: '보관 기간',
    retention: '보관기간',
    oldest: '가장 오래된 영상',
    states: '상태',
    by: (day: string) => `${day}까지 파기`,
    limit: '보관기간 끝',
    count: (count: number) => `${count.toLocaleString('ko-KR')}건`,
    empty: '보관 중인 영상이 없습니다',
    emptyText: '영상 반입 화면에서 영상을 가져오면 여기서 보관기간을 확인할 수 있습니다.',
    none: '없음',
    scale: (from: string, to: string) => `${from} ~ ${to}`,
  },
  check: {
    title: '월례 확인',
    button: '이달 확인하고 대장에 적기',
    again: '다시 확인하고 대장에 적기',
    text: '매월 1일, 보관기간이 지난 영상이 남아 있지 않은지 확인하고 관리대장의 파기 줄로 남깁니다.',
    due: '이달 확인을 아직 하지 않았습니다.',
    last: (at: string, name: string) => `마지막 확인 ${at} · ${name}`,
    never: '아직 확인한 적이 없습니다.',
    found: { fine: '이상 없음', expired: '만료 영상 있음(기한 안)', exceeded: '보관기간 초과' },
    entered: '확인 결과를 관리대장에 적었습니다.',
    warned: '관리대장에 적었습니다. 남은 만료 영상은 기한 안에 파기해 주세요.',
  },
  holds: {
    title: '보존 조치',
    text: '청구·수사·재판 때문에 기다리는 영상입니다. 풀기 전에는 파기하거나 삭제할 수 없습니다.',
    label: '보존 조치 목록',
    what: '영상',
    why: '사유',
    since: '보존 시작',
    review: '다시 볼 날',
    reviewDue: '다시 볼 때',
    empty: '보존 조치한 영상이 없습니다.',
    open: (reason: string) => `보존 조치 ${reason} 다시 보기`,
    dialog: '보존 조치 다시 보기',
    ask: '아직 필요하면 다시 볼 날을 정하고, 필요 없으면 해제하세요. 해제하면 보관기간대로 파기됩니다.',
    until: '다시 볼 날',
    untilWrong: '2026-11-21처럼 오늘 뒤의 날을 적어 주세요.',
    reason: '사유',
    reasonHint: '접속기록에 남습니다.',
    reasonMissing: '사유를 적어 주세요.',
    release: '해제',
    keep: '계속 보존',
  },
}
