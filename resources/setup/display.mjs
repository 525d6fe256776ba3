// A screen for the window, and the lifetime of the programs we start.
import { spawn } from 'node:child_process'
import os from 'node:os'
import { SetupFailure, say } from './report.mjs'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs `work` with the environment that leads to a screen: the person's own, or where there is none (or `ownAlways`)
 * a virtual one that lives as long as the work does. Only Linux has screens that can be absent.
 * @template T
 * @param {(env: Record<string, string>) => Promise<T>} work
 * @param {{ownAlways?: boolean}} [options]
 * @returns {Promise<T>}
 * @throws SetupFailure when a virtual screen is needed and Xvfb does not start
 */
export async function withDisplay(work, { ownAlways = false } = {}) {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux' || (!ownAlways && (DISPLAY || WAYLAND_DISPLAY))) return work({})
  // -displayfd: the server itself picks a number that is free and says so when it is ready.
  // -noreset: it lives on between one program's last window and the next one's first.
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset']
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const stop = () => server.kill()
  process.once('exit', stop)
  try {
    const display = await displayOf(server)
    say(`virtual display ${display}`)
    return await work({ DISPLAY: display, WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11' })
  } finally {
    stop()
    process.off('exit', stop)
  }
}

function displayOf(server) {
  const command = 'sudo apt-get install -y xvfb'
  return new Promise((resolve, reject) => {
    const fail = () =>
      reject(
        new SetupFailure(
          `화면이 없고 가상 화면(Xvfb)도 시작되지 않습니다. 설치하십시오: ${command}`,
          `There is no screen, and the virtual one (Xvfb) does not start. Install it: ${command}`,
        ),
      )
    server.once('error', fail)
    server.once('exit', fail)
    server.stdio[3].once('data', (bytes) => resolve(`:${String(bytes).trim()}`))
  })
}

/**
 * Runs a program to its end, passing on the signals that we get.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options stdio is inherited unless told
 * @returns {Promise<number>} its exit code; 128 + the signal's number where a signal ended it, as a shell has it
 */
export function runToEnd(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    const done = () => {
      for (const signal of forwarded) process.off(signal, pass)
    }
    for (const signal of forwarded) process.on(signal, pass)
    child.once('error', (failure) => {
      done()
      reject(failure)
    })
    child.once('exit', (code, signal) => {
      done()
      resolve(code ?? 128 + os.constants.signals[signal])
    })
  })
}
