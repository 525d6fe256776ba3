import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays, dayOf, instantAt } from '../../electron/domain/time.ts'
import { deriveKeys, KeySlots } from '../../electron/vault/keys.ts'
import { openVault } from '../../electron/vault/opening.ts'
import { answerDialogs } from '../support/app.ts'
import { Desk } from '../support/desk.ts'
import { MANAGER } from '../support/people.ts'

const LINES = 2_000
const TURNS = 3

/**
 * Printing a year of 2,000 lines as a PDF at the real window, verification and entry included: in seconds, and as a ratio to
 * Chromium printing the same pages in the same run; and how much memory the program holds after it, to before.
 */
export async function benchLedgerPaper(): Promise<Record<string, { value: number; unit: string }>> {
  const homeDir = mkdtempSync(join(tmpdir(), 'bench-ledger-paper-'))
  const first = await Desk.open(homeDir)
  await first.setUp(/공공도서관/, join(homeDir, 'recovery.pdf'))
  await first.app.close()
  await fill(join(homeDir, 'station'))

  const desk = await Desk.open(homeDir)
  await desk.signIn(MANAGER)
  await answerDialogs(desk.app, { file: join(homeDir, 'ledger.pdf') })
  const todayOn = dayOf(instantAt(Date.now()))
  const of = { view: 'book', columns: 'twelve', fromOn: addDays(todayOn, -365), toOn: todayOn, text: '' }
  const ask = (call: string, input: unknown) =>
    desk.page.evaluate(
      async ([name, given]) => {
        const { bridge } = globalThis as unknown as {
          bridge: { call(name: unknown, input: unknown): Promise<{ ok: boolean; value: unknown }> }
        }
        const reply = await bridge.call(name, given)
        if (!reply.ok) throw new Error(JSON.stringify(reply))
        return reply.value
      },
      [call, input],
    )
  const ours: number[] = []
  const plain: number[] = []
  const held: number[] = []
  // The first printing also starts what every later one finds there.
  for (let turn = 0; turn <= TURNS; turn++) {
    let begun = performance.now()
    await ask('ledgerPaper.print', { of, reason: '연말 결재' })
    ours.push(performance.now() - begun)
    held.push(await desk.app.evaluate(() => process.memoryUsage().rss))
    const { paperId } = (await ask('ledgerPaper.preview', of)) as { paperId: string }
    begun = performance.now()
    await desk.app.evaluate(async ({ BrowserWindow }, url) => {
      const view = new BrowserWindow({ show: false })
      await view.loadURL(url)
      await view.webContents.printToPDF({
        landscape: true,
        pageSize: 'A4',
        margins: { top: 0, bottom: 0, left: 0, right: 0 },
      })
      view.destroy()
    }, `app://station/paper-${paperId}`)
    plain.push(performance.now() - begun)
  }
  await desk.app.close()
  rmSync(homeDir, { recursive: true, force: true })
  const [mine, theirs] = [median(ours.slice(1)), median(plain.slice(1))]
  return {
    'a year of 2,000 lines as a PDF, median of 3': { value: mine / 1000, unit: 's' },
    'to Chromium printing the same pages': { value: mine / theirs, unit: '×' },
    'memory after the last to after the first': { value: (held.at(-1) ?? 0) / (held[0] ?? 1), unit: '×' },
  }
}

async function fill(stationDir: string): Promise<void> {
  const opened = await new KeySlots(stationDir).open(MANAGER.loginName, MANAGER.password)
  if (opened === undefined) throw new Error('the manager has no slot')
  const keys = deriveKeys(opened.master)
  const { vault } = await openVault({
    path: join(stationDir, 'vault.db'),
    keys,
    now: () => instantAt(Date.now()),
  })
  const act = (n: number) => ({
    kind: 'request.fulfilled' as const,
    actor: opened.id,
    subject: `request:${n}`,
    details: {},
    row: {
      kind: (['use', 'provide', 'view', 'destroy'] as const)[n % 4] ?? 'view',
      at: "'26.11.23 09:30",
      file: "'26.11.20 3번 CCTV/동영상, 261120-0003-03.mp4",
      officer: '총무과/주무관/김담당',
      purpose: `주차 차량 접촉사고 확인 ${n}`,
      recipient: '홍길동 010-1234-5678',
      basis: `「개인정보 보호법」 제35조, 청구서 2026-${n}`,
      form: '자료열람',
      period: "열람 '26.11.25 14:00",
      result: "타인영상 제거 후 열람('26.11.25)",
      safety: '-',
    },
  })
  vault.record(
    () => Array.from({ length: LINES }, (_, n) => act(n + 1)),
    () => undefined,
  )
  vault.close()
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
