import type { Desk } from './desk.ts'
import { MANAGER } from './people.ts'
import { Studio } from './studio.ts'

/** Masked copies, as people at the desk make them. */

/** What a copy is to be besides who it is for. */
interface Wish {
  /** As a ZIP with a password. */
  protect?: boolean
}

/**
 * Finds the people, keeps one of them, has every question answered and the masks signed by a second person, and writes the
 * package into a folder; answers the name of what was written there.
 */
export async function makeCopy(desk: Desk, intoDir: string, keep: number): Promise<string> {
  await desk.goTo('마스킹·반출')
  await desk.detect()
  await desk.shot('사람들')
  await desk.press(`${keep}번 사람이 잘 보이는 곳으로 가기`)
  const number = `#${String(keep).padStart(2, '0')}`
  await desk.page.getByRole('button', { name: `화면의 ${number} 가림` }).click()
  await desk.page.getByRole('button', { name: `화면의 ${number} 유지` }).waitFor()
  await desk.shot('본인-유지')
  const studio = new Studio(desk)
  await studio.confirmAll()
  await desk.shot('모두-확인')
  await studio.sign(MANAGER)
  await desk.page.getByText('출력 미리보기').click()
  await desk.shot('출력-미리보기')
  const name = await handOut(desk, intoDir)
  await desk.endViewing()
  return name
}

/** Orders a copy of masks that are ready; what the leak scan asks is answered, and the copy is gone on with. */
export async function handOut(desk: Desk, intoDir: string, { protect = false }: Wish = {}): Promise<string> {
  await order(desk, intoDir, { protect })
  const made = desk.page.getByRole('region', { name: '반출 파일을 만들었습니다' })
  const leaks = desk.button('확인하러 가기')
  await made.or(leaks).first().waitFor({ timeout: 600_000 })
  if (await leaks.isVisible()) {
    await desk.shot('누출-확인')
    await leaks.click()
    await new Studio(desk).confirmAll()
    await desk.shot('누출-답함')
    await order(desk, intoDir, { protect })
    await made.waitFor({ timeout: 600_000 })
  }
  await desk.shot('반출-끝')
  const fileName = await desk.page.locator('dt:has-text("파일") + dd').first().innerText()
  await desk.press('닫기')
  return protect ? fileName : fileName.replace(/\.mp4$/, '')
}

/** Fills in the sheet and starts. */
export async function order(desk: Desk, intoDir: string, { protect = false }: Wish = {}): Promise<void> {
  await desk.press('반출…')
  await desk.choose('암호를 건 ZIP 한 개로 내보내기 (AES-256)', protect)
  await desk.fill('반출 사유', '청구인 본인에게 사본 교부')
  await desk.answer({ folder: intoDir })
  await desk.shot('반출-준비')
  await desk.press('저장할 폴더를 고르고 반출 시작')
  await desk.page.getByRole('list', { name: '반출 단계' }).waitFor()
  await desk.shot('반출-중')
}
