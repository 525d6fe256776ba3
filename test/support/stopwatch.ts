import type { Desk } from './desk.ts'
import type { Person } from './people.ts'

export interface Stopwatch {
  /** Keys pressed and texts typed, each one step. */
  steps: number
  seconds: number
  /** What was typed into which field, in order. */
  fields: string[]
}

export interface WalkinByKeys {
  officer: Person
  manager: Person
  /** `YYYYMMDD`, `HHMM`: as an experienced officer types them. */
  on: string
  from: string
  to: string
  camera: string
}

/**
 * An experienced officer takes a walk-in request by the keyboard alone, from the locked screen to the decision: who is at
 * the desk, the request with its identity check, the look at the footage, the proposal, and the manager's decision.
 */
export async function walkInByKeys(
  desk: Desk,
  { officer, manager, ...asked }: WalkinByKeys,
): Promise<Stopwatch> {
  const { keyboard } = desk.page
  const began = performance.now()
  const fields: string[] = []
  let steps = 0
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await keyboard.press(key)
      steps += 1
    }
  }
  /** Types into the field that has the focus, which is waited for by its name. */
  const type = async (field: string, text: string) => {
    await desk.page.waitForFunction(namedFocus, field)
    fields.push(field)
    await keyboard.type(text)
    steps += 1
  }
  const focused = (field: string) => desk.page.waitForFunction(namedFocus, field)

  await type('아이디', officer.loginName)
  await press('Tab')
  await type('암호', officer.password)
  await press('Enter')
  await desk.page.getByRole('navigation', { name: '주 메뉴' }).waitFor()

  await press('Alt+n')
  await focused('열람')
  await press('Enter', 'Enter')
  await type('청구인 성명', '홍길동')
  await press('Enter')
  await type('청구인 생년월일', '19900105')
  await press('Enter')
  await focused('주민등록증')
  await press('Space', 'Enter')
  await type('촬영 날짜', asked.on)
  await press('Enter')
  await type('시작 시각', asked.from)
  await press('Enter')
  await type('끝 시각', asked.to)
  await press('Enter')
  await type('카메라 번호', asked.camera)
  await press('Enter')
  await type('청구 목적 및 사유', '주차 차량 접촉사고 확인')
  await press('Enter')
  await type('청구인 전화번호', '01012345678')
  await press('Enter')
  await type('청구인 주소', '서울시 중구 세종대로 110')
  await desk.shot('청구-접수')
  await press('Control+Enter')

  await focused('영상 있음')
  await desk.shot('영상-확인')
  await press('Enter')
  await focused('결재 올리기')
  await desk.shot('결정안')
  await press('Enter')
  await focused('결재 받기')
  await desk.shot('결재')
  await press('Enter')
  await type('결재하는 사람의 아이디', manager.loginName)
  await press('Tab')
  await type('결재하는 사람의 암호', manager.password)
  await press('Enter')
  await desk.button('열람 시작').waitFor()
  await desk.shot('결정됨')
  return { steps, seconds: (performance.now() - began) / 1000, fields }
}

/** Runs in the page: whether what has the focus is called so. */
function namedFocus(name: string): boolean {
  const element = document.activeElement
  if (!(element instanceof HTMLElement)) return false
  const label = 'labels' in element ? (element as HTMLInputElement).labels?.[0]?.textContent : undefined
  const said = [element.getAttribute('aria-label'), label, element.textContent].filter(Boolean)
  return said.some((text) => text?.trim().startsWith(name))
}
