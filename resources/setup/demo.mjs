// `npm run demo [-- --footage <folder>]`: the whole main job by itself, on sample footage or on the folder named.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { layOutSample } from '../sample/footage.mjs'
import { prepare } from './build.mjs'
import { runToEnd, withDisplay } from './display.mjs'
import { projectDir } from './places.mjs'
import { runScript, SetupFailure, say, step } from './report.mjs'

await runScript(async () => {
  const asked = footageAsked(process.argv.slice(2))
  const { env } = await prepare()
  const footageDir = asked ?? fs.mkdtempSync(path.join(os.tmpdir(), 'viewing-station-sample-'))
  try {
    if (asked === undefined) await step('sample footage', () => layOutSample(footageDir))
    return await withDisplay((display) =>
      runToEnd(process.execPath, [path.join(projectDir, 'out/doors/demo.mjs'), footageDir], {
        cwd: projectDir,
        env: { ...process.env, ...env, ...display },
      }),
    )
  } finally {
    if (asked === undefined) fs.rmSync(footageDir, { recursive: true, force: true })
    say('demo: total time')
  }
})

function footageAsked(args) {
  if (args.length === 0) return undefined
  if (args.length === 2 && args[0] === '--footage') {
    return path.resolve(process.env.INIT_CWD ?? process.cwd(), args[1])
  }
  const usage = 'npm run demo -- --footage <folder>'
  throw new SetupFailure(
    `알 수 없는 인수입니다. 이렇게 쓰십시오: ${usage}`,
    `Unknown arguments. Usage: ${usage}`,
  )
}
