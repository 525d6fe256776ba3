/** 로그인과 복구. */
export const signIn = {
  title: '로그인',
  lockedTitle: '잠긴 화면',
  lockedLead: '다시 로그인하면 하던 화면으로 돌아갑니다.',
  language: '언어',
  korean: '한국어',
  english: 'English',
  loginName: '아이디',
  password: '암호',
  submit: '로그인',
  opening: '보관함을 열고 있습니다.',
  warningTitle: '허가된 사람만 사용할 수 있습니다',
  warning:
    '설치 목적과 다르게 조작하거나 업무로 알게 된 개인영상정보를 누설하면 처벌받을 수 있습니다(개인정보 보호법 제59조·제71조·제72조). 열람한 구간은 모두 관리대장에 기록됩니다.',
  recover: '복구 코드로 열기',
  recoverTitle: '복구 코드로 열기',
  recoverLead:
    '종이에 보관한 복구 코드로 관리책임자의 암호를 새로 정합니다. 새 코드를 종이에 옮겨 확인할 때까지 쓰인 코드도 유효합니다.',
  recoveryCode: '복구 코드',
  managerLogin: '관리책임자 아이디',
  newPassword: '새 암호',
  newPasswordAgain: '새 암호 확인',
  recoverSubmit: '암호 바꾸고 열기',
}
