// `npm test`: every check there is, in order. The last line is exactly `N passed, N failed[, N skipped]`, the sum of
// all suites, and the exit code agrees with it. A suite that breaks off or runs nothing counts as failed. Before it
// stands everything that failed, so that the end of a long log tells why.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { vtestPath } from '../sample/footage.mjs'
import { prepare } from './build.mjs'
import { runToEnd, withDisplay } from './display.mjs'
import { projectDir } from './places.mjs'
import { SetupFailure, say } from './report.mjs'

const staticChecks = [['tsc', '-b'], ['oxlint', '--type-aware'], ['biome', 'check'], ['knip']]
const total = { passed: 0, failed: 0, skipped: 0 }
/** `suite › test` and why, in the order in which they failed. */
const failures = []
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
  const why = failure instanceof SetupFailure ? failure.message : failure.stack
  process.stderr.write(`${why}\n`)
  failures.push(['npm test', why])
  total.failed++
} finally {
  fs.rmSync(reportDir, { recursive: true, force: true })
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
const listed = failures.map(([name, why]) => `✗ ${name}\n${shortened(why)}`)
process.stdout.write(`${listed.join('')}${total.passed} passed, ${total.failed} failed${skipped}\n`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

async function everySuite() {
  const runtime = await prepare()
  const env = { ...process.env, ...runtime.env }
  for (const [name, ...args] of staticChecks) {
    say(`${name} ${args.join(' ')} …`)
    add(name, await staticCheck(name, args, env))
  }
  await fetchSample()
  add('unit', await vitest('unit', 'test/unit/vitest.config.ts', [], env, mountingPrefix()))
  await withDisplay(
    async (display) => {
      for (const file of stories())
        add(file, await vitest(file, 'test/e2e/vitest.config.ts', [file], { ...env, ...display }))
    },
    { ownAlways: true },
  )
}

async function staticCheck(name, args, env) {
  const outputPath = path.join(reportDir, 'output')
  const output = fs.openSync(outputPath, 'w')
  const stdio = ['ignore', output, output]
  const code = await runToEnd(path.join(binDir, name), args, { cwd: projectDir, env, stdio })
  fs.closeSync(output)
  const found = fs.readFileSync(outputPath, 'utf8')
  process.stdout.write(found)
  if (code === 0) return { passed: 1, failed: 0, skipped: 0 }
  failures.push([name, found])
  return { passed: 0, failed: 1, skipped: 0 }
}

// Here, where it may take its time: a test waits for so long and no longer. Where it cannot be had, the tests that
// need it fail and say so.
async function fetchSample() {
  try {
    await vtestPath()
  } catch (failure) {
    if (!(failure instanceof SetupFailure)) throw failure
    say(failure.message)
  }
}

// A process for each story: one that breaks off takes no other with it.
function stories() {
  const names = fs.readdirSync(path.join(projectDir, 'test/e2e')).filter((name) => name.endsWith('.test.ts'))
  return names.sort().map((name) => `test/e2e/${name}`)
}

/**
 * Tests of a full disk mount a small one. Whoever may not, as anybody but root and root in most containers, may in a
 * name space of their own where the kernel lets them have one; elsewhere those tests are skipped, and counted so.
 */
function mountingPrefix() {
  if (process.platform !== 'linux') return []
  const tried = 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d"; s=$?; rmdir "$d"; exit $s'
  const may = (prefix) => {
    const [command, ...args] = [...prefix, 'sh', '-c', tried]
    return spawnSync(command, args, { stdio: 'ignore' }).status === 0
  }
  const inOwnSpace = ['unshare', '--map-root-user', '--mount']
  return !may([]) && may(inOwnSpace) ? inOwnSpace : []
}

async function vitest(name, config, files, env, prefix = []) {
  const reportPath = path.join(reportDir, 'report.json')
  fs.rmSync(reportPath, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`]
  const [command, ...args] = [...prefix, path.join(binDir, 'vitest'), 'run', '--config', config]
  const code = await runToEnd(command, [...args, ...reporters, ...files], { cwd: projectDir, env })
  const found = fs.existsSync(reportPath)
    ? resultOf(JSON.parse(fs.readFileSync(reportPath, 'utf8')))
    : { passed: 0, skipped: 0, failed: [] }
  if (found.failed.length === 0 && (code !== 0 || found.passed + found.skipped === 0))
    found.failed.push([
      name,
      `It ended with ${code}, and no test of it failed: it broke off, or ran nothing.`,
    ])
  failures.push(...found.failed)
  return { ...found, failed: found.failed.length }
}

// A file that cannot be loaded, or whose hooks fail, reports no failed test of its own: it counts as one.
function resultOf(report) {
  const failed = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(projectDir, name)
    const tests = assertionResults.filter((test) => test.status === 'failed')
    if (status === 'failed' && tests.length === 0) return [[file, message]]
    return tests.map((test) => [`${file} › ${test.fullName}`, test.failureMessages.join('\n')])
  })
  return { passed: report.numPassedTests, skipped: report.numPendingTests + report.numTodoTests, failed }
}

// The first lines of why something failed, without the frames of other people's code.
function shortened(why) {
  const lines = stripVTControlCharacters(why)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^ +at .*(node_modules|node:|<anonymous>)/.test(line))
  return lines
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 200)}\n`)
    .join('')
}

function add(name, counts) {
  if (interrupted)
    throw new SetupFailure('검사가 중단되었습니다: npm test', 'The tests were interrupted: npm test')
  for (const key of Object.keys(total)) total[key] += counts[key]
  say(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
}
