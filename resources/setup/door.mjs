// `npm run mask|verify|bench -- arguments`: one of the development doors in out/doors, a program without a window.
// stdout and the exit code are the door's alone.
import fs from 'node:fs'
import path from 'node:path'
import { prepare } from './build.mjs'
import { runToEnd, withDisplay } from './display.mjs'
import { projectDir } from './places.mjs'
import { runScript, SetupFailure } from './report.mjs'

await runScript(async () => {
  const [name = '', ...args] = process.argv.slice(2)
  const { env } = await prepare()
  const doorPath = path.join(projectDir, 'out/doors', `${name}.mjs`)
  if (!fs.existsSync(doorPath)) {
    throw new SetupFailure(
      `'${name}'(이)라는 명령이 없습니다. 있는 명령을 보십시오: npm run`,
      `There is no command '${name}'. See those there are: npm run`,
    )
  }
  // npm runs scripts in the project's folder; the paths given are meant from where the person stands.
  const cwd = process.env.INIT_CWD ?? process.cwd()
  const open = (display) =>
    runToEnd(process.execPath, [doorPath, ...args], { cwd, env: { ...process.env, ...env, ...display } })
  // The benches start the real window; the other doors have none.
  return name === 'bench' ? withDisplay(open) : open({})
})
