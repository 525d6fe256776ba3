// `npm test`: every check there is, in order. The last line is exactly `N passed, N failed[, N skipped]`, the sum of
// all suites, and the exit code agrees with it. A suite that breaks off or runs nothing counts as failed.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { prepare } from './build.mjs'
import { runToEnd, withDisplay } from './display.mjs'
import { projectDir } from './places.mjs'
import { SetupFailure, say } from './report.mjs'

const staticChecks = [['tsc', '-b'], ['oxlint', '--type-aware'], ['biome', 'check'], ['knip']]
const total = { passed: 0, failed: 0, skipped: 0 }
const reportDir = fs.mkdtempSync(path.join(os.tmpdir(), 'viewing-station-test-'))
const binDir = path.join(projectDir, 'node_modules/.bin')

let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    interrupted = true
  })
}

try {
  await everySuite()
} catch (failure) {
  process.stderr.write(`${failure instanceof SetupFailure ? failure.message : failure.stack}\n`)
  total.failed++
} finally {
  fs.rmSync(reportDir, { recursive: true, force: true })
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

async function everySuite() {
  const runtime = await prepare()
  const env = { ...process.env, ...runtime.env }
  for (const [name, ...args] of staticChecks) {
    say(`${name} ${args.join(' ')} …`)
    const code = await runToEnd(path.join(binDir, name), args, { cwd: projectDir, env })
    add(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 })
  }
  add('unit', await vitest('test/unit/vitest.config.ts', [], env))
  await withDisplay(
    async (display) => {
      for (const file of stories())
        add(file, await vitest('test/e2e/vitest.config.ts', [file], { ...env, ...display }))
    },
    { ownAlways: true },
  )
}

// A process for each story: one that breaks off takes no other with it.
function stories() {
  const names = fs.readdirSync(path.join(projectDir, 'test/e2e')).filter((name) => name.endsWith('.test.ts'))
  return names.sort().map((name) => `test/e2e/${name}`)
}

async function vitest(config, files, env) {
  const reportPath = path.join(reportDir, 'report.json')
  fs.rmSync(reportPath, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`]
  const code = await runToEnd(
    path.join(binDir, 'vitest'),
    ['run', '--config', config, ...reporters, ...files],
    {
      cwd: projectDir,
      env,
    },
  )
  if (!fs.existsSync(reportPath)) return { passed: 0, failed: 1, skipped: 0 }
  return countsOf(JSON.parse(fs.readFileSync(reportPath, 'utf8')), code)
}

// A file that cannot be loaded, or whose hooks fail, reports no failed test of its own: it counts as one. So does a
// run that found nothing to run, and one that ended badly although every test passed (an unhandled rejection).
function countsOf(report, code) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const passed = report.numPassedTests
  const failed = report.numFailedTests + broken.length
  const skipped = report.numPendingTests + report.numTodoTests
  const ranNothing = passed + failed + skipped === 0
  return { passed, failed: failed === 0 && (code !== 0 || ranNothing) ? 1 : failed, skipped }
}

function add(name, counts) {
  if (interrupted)
    throw new SetupFailure('검사가 중단되었습니다: npm test', 'The tests were interrupted: npm test')
  for (const key of Object.keys(total)) total[key] += counts[key]
  say(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
}
