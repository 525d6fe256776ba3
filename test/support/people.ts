/** The two people of every story; their names are invented. */
export interface Person {
  name: string
  department: string
  title: string
  loginName: string
  password: string
}

export const MANAGER: Person = {
  name: '이책임',
  department: '총무과',
  title: '총무과장',
  loginName: '이책임',
  password: 'Manager-Pass-1',
}
export const OFFICER: Person = {
  name: '김담당',
  department: '총무과',
  title: '주무관',
  loginName: '김담당',
  password: 'Officer-Pass-1',
}
