import type { Refusals } from '../../domain/refusal.ts'

const count = (entries: number): string => entries.toLocaleString('ko-KR')

type Told = Refusals['vault-needs-mending']

const database: Record<Told['why'], string> = {
  missing: '데이터베이스 파일이 없습니다.',
  foreign: '데이터베이스가 이 PC의 열쇠로 열리지 않습니다. 다른 PC의 파일이거나 첫 부분이 손상되었습니다.',
  damaged: '데이터베이스 파일이 손상되었습니다. 디스크 고장이나 갑작스러운 전원 차단일 수 있습니다.',
  altered: '데이터베이스의 기록이 처음 적힌 내용과 다릅니다. 프로그램 밖에서 고쳐졌을 수 있습니다.',
  behind: '데이터베이스가 이전 상태입니다. 예전 파일로 바뀌었을 수 있습니다.',
}

const journal: Record<Told['why'], string> = {
  missing: '저널 파일이 없습니다.',
  foreign: '저널이 이 보관함의 것이 아닙니다. 다른 PC의 파일이거나 첫 부분이 손상되었습니다.',
  damaged: '저널 파일이 손상되었습니다. 디스크 고장이나 갑작스러운 전원 차단일 수 있습니다.',
  altered: '저널의 기록이 처음 적힌 내용과 다릅니다. 프로그램 밖에서 고쳐졌을 수 있습니다.',
  behind: '저널이 이전 상태입니다. 예전 파일로 바뀌었을 수 있습니다.',
}

const copies = { database: '데이터베이스를', journal: '저널을', keys: '열쇠 파일을' }

/** 보관함이 열리지 않을 때, 백업과 복원, 복구 코드. */
export const recovery = {
  checking: (entries: number) => `기록 ${count(entries)}건까지 확인했습니다. 모두 확인한 뒤 열립니다.`,
  mending: {
    title: (copy: 'database' | 'journal'): string =>
      copy === 'database' ? '데이터베이스를 되살려야 합니다' : '저널을 되살려야 합니다',
    found: '무엇이 잘못되었나',
    why: ({ copy, why }: Told) => (copy === 'database' ? database[why] : journal[why]),
    from: ({ copy, why, seq, entries }: Told) =>
      copy === 'journal' || why === 'missing' || why === 'foreign' || seq >= entries
        ? ''
        : why === 'behind'
          ? `기록 ${count(seq)}건까지만 있습니다.`
          : `기록 ${count(seq)}번부터 맞지 않습니다.`,
    safe: '무엇이 온전한가',
    safeText: ({ copy, entries }: Told) =>
      `${copy === 'database' ? '저널' : '데이터베이스'}에 대장 기록 ${count(entries)}건이 모두 온전합니다.`,
    lost: '잃은 것',
    nothing: '없습니다.',
    does: '되살리기를 누르면',
    doesText: ({ copy }: Told): string =>
      copy === 'database'
        ? '저널로 데이터베이스를 다시 만들고 모두 확인한 뒤 엽니다. 손상된 파일은 지우지 않고 따로 남겨 두며, 되살린 일은 대장에 적힙니다.'
        : '데이터베이스로 저널을 다시 만들고 엽니다. 손상된 파일은 지우지 않고 따로 남겨 두며, 되살린 일은 대장에 적힙니다.',
    submit: '되살리기',
    working: '되살리고 있습니다.',
  },
  clock: {
    title: 'PC 시계를 확인해 주세요',
    submit: '시계가 맞습니다. 열기',
  },
  closed: {
    title: {
      'vault-damaged': '보관함이 손상되었습니다',
      'vault-foreign': '이 PC의 보관함이 아닙니다',
      'vault-newer': '더 새로운 프로그램의 보관함입니다',
      'vault-keys-damaged': '열쇠 파일을 읽을 수 없습니다',
    },
  },
  stop: '그만두기',
  mended: {
    title: '보관함을 되살렸습니다',
    text: (copy: keyof typeof copies, kept: string | undefined) =>
      `${copies[copy]} 다시 만들었습니다. 잃은 기록은 없습니다.${kept === undefined ? '' : ` 손상된 파일은 ‘${kept}’라는 이름으로 남겨 두었습니다.`}`,
    dismiss: '되살림 알림 닫기',
  },
  readOnly: {
    label: '읽기 전용 상태',
    title: '읽기 전용',
    text: (entries: number, until: string) =>
      `데이터베이스와 저널이 모두 손상되어 증명할 수 있는 기록 ${count(entries)}건까지만 보입니다. ${until} 뒤의 기록은 알 수 없습니다.`,
    ways: '복구 방법',
  },
  replaceCode: {
    label: '복구 코드 상태',
    text: '복구 코드가 쓰였거나 종이로 확인되지 않았습니다. 새 코드를 만들어 종이에 보관해 주세요.',
    go: '복구 코드 바꾸기',
  },
  tab: '백업·복구',
  backup: {
    title: '백업',
    text: '대장과 설정, 열쇠 파일을 암호화된 그대로 다른 디스크에 저장하고 다시 읽어 확인합니다. 암호나 복구 코드가 있어야 열립니다.',
    withoutFootage:
      '영상 파일은 들어 있지 않습니다. 용량이 커서 백업하지 않으며, 이 PC의 디스크를 잃으면 영상은 복원되지 않습니다.',
    keeps:
      '백업에는 그 뒤에 지운 청구인 정보도 남아 있습니다. 오래된 백업은 프로그램이 지우지 않으니 기관의 보관기간에 맞추어 파기해 주세요.',
    last: (at: string, entries: number) => `마지막 백업 ${at} · 기록 ${count(entries)}건`,
    none: '아직 백업한 적이 없습니다.',
    make: '디스크를 골라 백업',
    running: (step: string) => `백업 · ${step}`,
    remind: '알림 (일)',
    remindHint: '마지막 백업에서 이만큼 지나면 오늘 화면에서 알려 드립니다.',
    save: '알림 저장',
    saved: '저장했습니다.',
    due: (last: string) => (last === '' ? '아직 백업한 적이 없습니다.' : `마지막 백업 ${last}`),
    go: '백업하러 가기',
  },
  restore: {
    open: '백업에서 복원',
    title: '백업에서 복원',
    lead: '백업한 디스크나 폴더를 고르세요. 여러 개가 있으면 가장 최근 것을 씁니다.',
    choose: '백업 고르기',
    chosen: '고른 백업',
    folder: '폴더',
    at: '백업한 때',
    entries: '대장 기록',
    entriesText: (entries: number) => `${count(entries)}건`,
    kept: '어느 기관의 것인지는 열어야 알 수 있습니다. 지금 이 PC의 파일은 지우지 않고 따로 남겨 둡니다. 영상 파일은 백업에 없으므로 그대로 둡니다.',
    by: '무엇으로 엽니까? (백업할 때의 것)',
    password: '관리책임자의 암호',
    code: '복구 코드',
    loginName: '복원할 사람의 아이디',
    passwordField: '복원할 사람의 암호',
    codeField: '백업의 복구 코드',
    submit: '복원',
    losesTitle: '빠지는 기록이 있습니다',
    losesAgain: (lost: number) => `기록 ${count(lost)}건이 대장에서 빠지는 것을 알고 있습니다`,
    losesText:
      '이미 나간 종이나 파일의 확인점과 견주면 대장이 되돌려진 것으로 드러납니다. 꼭 필요할 때만 복원하세요.',
    submitLoses: (lost: number) => `${count(lost)}건을 빼고 복원`,
    done: '복원했습니다. 백업할 때의 아이디와 암호로 로그인해 주세요.',
  },
  code: {
    title: '복구 코드',
    text: '모두가 암호를 잊었을 때 보관함을 여는 코드입니다. 새 코드를 만들어도, 종이를 보고 다시 적어 확인할 때까지는 지금 코드가 그대로 유효합니다.',
    renew: '새 코드 만들기',
    password: '본인 암호 확인',
  },
  goOn: {
    title: '증명된 기록에서 이어 가기',
    text: (entries: number, until: string) =>
      `백업이 없을 때만 쓰세요. 증명할 수 있는 기록 ${count(entries)}건을 새 보관함으로 삼아 이어 갑니다. ${until} 뒤의 기록은 알 수 없는 것으로 대장에 적히고, 손상된 파일은 따로 남겨 둡니다.`,
    restoreFirst: '백업이 있으면 로그아웃한 뒤 로그인 화면의 ‘백업에서 복원’을 쓰세요.',
    submit: '이 기록에서 이어 가기',
    signOut: '로그아웃하고 복원하러 가기',
  },
}
