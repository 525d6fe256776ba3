import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp } from '../support/app.ts'
import { Desk } from '../support/desk.ts'

const STARTS = 5

/** From the start of the process to the sign-in screen of a station that is set up; the first start is not counted. */
export async function benchStart(): Promise<Record<string, { value: number; unit: string }>> {
  const homeDir = mkdtempSync(join(tmpdir(), 'bench-start-'))
  const desk = await Desk.open(homeDir)
  await desk.setUp(/공공도서관/, join(homeDir, 'recovery.pdf'))
  await desk.app.close()
  const times: number[] = []
  for (let i = 0; i <= STARTS; i++) {
    const begun = performance.now()
    const { app, page } = await openApp(homeDir)
    await page.getByRole('button', { name: '로그인' }).waitFor()
    times.push(performance.now() - begun)
    await app.close()
  }
  rmSync(homeDir, { recursive: true, force: true })
  const warm = times.slice(1).sort((a, b) => a - b)
  return {
    'start to sign-in screen, median of 5': { value: warm[Math.floor(STARTS / 2)] ?? Number.NaN, unit: 'ms' },
    'start to sign-in screen, slowest': { value: warm.at(-1) ?? Number.NaN, unit: 'ms' },
  }
}
