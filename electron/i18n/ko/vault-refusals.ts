import type { Refusals } from '../../domain/refusal.ts'

/** Whatever keeps the vault from being opened, copied or put back: what happened, what is safe, what is lost, what to do. */

const count = (entries: number): string => entries.toLocaleString('ko-KR')

const brokenDatabase = {
  missing: () => '데이터베이스 파일이 없습니다.',
  foreign: () =>
    '데이터베이스가 이 PC의 열쇠로 열리지 않습니다(다른 PC의 파일이거나 첫 부분이 손상되었습니다).',
  damaged: () => '데이터베이스 파일이 손상되었습니다.',
  altered: (seq: number) =>
    `데이터베이스의 관리대장 기록 ${count(seq)}번이 처음 적힌 내용과 다릅니다(프로그램 밖에서 고쳐졌을 수 있습니다).`,
  behind: (seq: number) => `데이터베이스가 기록 ${count(seq)}건까지만 있는 이전 상태입니다.`,
}

const brokenJournal = {
  missing: '저널 파일이 없습니다.',
  foreign: '저널이 이 보관함의 것이 아닙니다(다른 PC의 파일이거나 첫 부분이 손상되었습니다).',
  damaged: '저널 파일이 손상되었습니다.',
  altered: '저널의 기록이 처음 적힌 내용과 다릅니다.',
  behind: '저널이 이전 상태입니다.',
}

/** `2062. 11. 21. 14:30` on the wall clock of Korea, whose offset has not changed since 1988. */
const day = (at: string): string => {
  const local = new Date(Date.parse(at) + 9 * 3_600_000).toISOString()
  return `${Number(local.slice(0, 4))}. ${Number(local.slice(5, 7))}. ${Number(local.slice(8, 10))}. ${local.slice(11, 16)}`
}

type VaultCode =
  | 'vault-damaged'
  | 'vault-newer'
  | 'vault-foreign'
  | 'vault-needs-mending'
  | 'vault-read-only'
  | 'vault-keys-damaged'
  | 'clock-far-ahead'
  | 'recovery-code-differs'
  | 'station-open'
  | 'backup-missing'
  | 'backup-damaged'
  | 'backup-foreign'
  | 'restore-loses'

export const vaultRefusals: { [C in VaultCode]: (data: Refusals[C]) => string } = {
  'vault-damaged': () =>
    '데이터베이스와 저널이 모두 손상되어 증명할 수 있는 기록이 없습니다. 파일은 바꾸지 않았고 영상 파일은 그대로 있습니다. 백업에서 복원하면 백업한 때까지의 기록이 돌아옵니다.',
  'vault-newer': (data) =>
    `보관함이 더 새로운 프로그램에서 만들어졌습니다(보관함 ${data.found}판, 프로그램 ${data.known}판). 잃은 것은 없고 파일은 바꾸지 않았습니다. 프로그램을 최신으로 바꾼 뒤 여세요.`,
  'vault-foreign': () =>
    '보관함과 저널이 모두 이 PC의 열쇠로 열리지 않습니다. 다른 PC의 것일 수 있습니다. 아무것도 바꾸지 않았습니다. 이 PC의 파일을 되돌려 놓거나 백업에서 복원하세요.',
  'vault-needs-mending': ({ copy, why, entries, seq }) =>
    copy === 'database'
      ? `${brokenDatabase[why](seq)} 저널에 기록 ${count(entries)}건이 모두 온전하니 잃은 것은 없습니다. 되살리기를 누르면 저널로 데이터베이스를 다시 만들고, 손상된 파일은 따로 남겨 둡니다.`
      : `${brokenJournal[why]} 데이터베이스에 기록 ${count(entries)}건이 모두 온전하니 잃은 것은 없습니다. 되살리기를 누르면 데이터베이스로 저널을 다시 만들고, 손상된 파일은 따로 남겨 둡니다.`,
  'vault-read-only': () =>
    '데이터베이스와 저널이 모두 손상되어, 증명할 수 있는 기록까지만 읽기 전용으로 열었습니다. 새 기록은 남길 수 없어 이 일을 하지 않았습니다. 백업에서 복원하세요.',
  'vault-keys-damaged': () =>
    '열쇠 파일 두 벌이 모두 없거나 손상되어 보관함을 열 수 없습니다. 기록은 암호화된 채 그대로 있고 바꾸지 않았습니다. 백업에서 복원하거나 따로 둔 keys.json을 되돌려 놓으세요.',
  'clock-far-ahead': ({ lastAt, nowAt }) =>
    `PC 시계(${day(nowAt)})가 마지막 기록(${day(lastAt)})보다 1년 넘게 앞서 있어 열지 않았습니다. 기록은 그대로 있습니다. 시계가 틀렸으면 PC의 날짜를 바로잡고, 맞으면 맞다고 확인한 뒤 여세요.`,
  'recovery-code-differs': () =>
    '종이의 코드와 다릅니다. 지금까지의 복구 코드가 그대로 유효합니다. 종이에 적힌 마지막 두 묶음(8자)을 보고 다시 적어 주세요.',
  'station-open': () =>
    '보관함이 열려 있어 복원하지 않았습니다. 기록은 그대로 있습니다. 로그아웃한 뒤 로그인 화면에서 복원하세요.',
  'backup-missing': () =>
    '이 폴더에서 백업을 찾지 못했습니다. 바뀐 것은 없습니다. 이름이 viewing-station-backup으로 시작하는 폴더나 그 폴더가 있는 디스크를 골라 주세요.',
  'backup-damaged': () =>
    '백업의 기록이 백업할 때의 확인점과 맞지 않아 복원하지 않았습니다. 이 PC의 파일은 바꾸지 않았습니다. 다른 백업을 골라 주세요.',
  'backup-foreign': () =>
    '다른 스테이션의 백업이거나 그 뒤에 암호가 바뀌어, 이 PC의 보관함 자리에 복원하지 않았습니다. 아무것도 바꾸지 않았습니다. 이 스테이션의 백업을 고르거나, 복구 코드나 암호가 바뀌지 않은 사람으로 다시 여세요.',
  'restore-loses': ({ lost, entries, size }) =>
    `이 PC의 대장에는 기록이 ${count(entries)}건 있고 백업에는 ${count(size)}건까지만 있습니다. 복원하면 그 뒤의 ${count(lost)}건이 대장에서 빠집니다. 아직 아무것도 바꾸지 않았습니다.`,
}
