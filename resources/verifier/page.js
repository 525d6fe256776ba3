// The page: takes files, papers and a key, has them examined, and shows what was found.

import { examine } from './examine.js'
import { chosenFiles, droppedFiles, sourceOf } from './given.js'
import { codesInFile } from './picture.js'
import { resultElements } from './result.js'
import { words } from './words.js'

/** @import { Report } from './findings.js' */
/** @import { GivenFile } from './given.js' */

const NAMES_SHOWN = 50
const papersBox = /** @type {HTMLTextAreaElement} */ (byId('papers'))
const keyBox = /** @type {HTMLInputElement} */ (byId('key'))
const progress = /** @type {HTMLProgressElement} */ (byId('progress'))

/** @type {'ko' | 'en'} */
let language = navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en'
/** @type {GivenFile[]} */
let files = []
/** @type {{ report: Report, at: Date } | undefined} */
let shown
/** @type {AbortController | undefined} */
let underway

function say() {
  const { page } = words[language]
  document.documentElement.lang = language
  document.title = page.title
  for (const place of document.querySelectorAll('[data-say]')) {
    const text = page[/** @type {'title'} */ (place.getAttribute('data-say'))]
    place.textContent = text
  }
  byId('language').textContent = page.language
  byId('language').lang = language === 'ko' ? 'en' : 'ko'
  sayFiles()
  if (shown !== undefined)
    byId('report').replaceChildren(...resultElements(words[language], shown.report, shown.at))
}

function sayFiles() {
  byId('chosen').textContent = words[language].page.chosen(files.length)
  const names = files.slice(0, NAMES_SHOWN).map(({ path }) => {
    const line = document.createElement('li')
    line.textContent = path
    return line
  })
  byId('names').replaceChildren(...names)
}

/** @param {GivenFile[]} more */
function add(more) {
  const known = new Set(files.map(({ path, file }) => `${path} ${file.size} ${file.lastModified}`))
  files = [
    ...files,
    ...more.filter(({ path, file }) => !known.has(`${path} ${file.size} ${file.lastModified}`)),
  ]
  sayFiles()
}

async function begin() {
  if (underway !== undefined) return
  const own = new AbortController()
  underway = own
  const { page } = words[language]
  setWorking(true)
  byId('result').hidden = true
  byId('working-words').textContent = page.working
  byId('remaining').textContent = ''
  const startedAt = performance.now()
  const breathe = async () => {
    await nextTask()
    own.signal.throwIfAborted()
  }
  try {
    const report = await examine(
      {
        files: files.map(sourceOf),
        typed: papersBox.value,
        key: keyBox.value,
        codesOn: (source) => codesInFile(/** @type {ReturnType<typeof sourceOf>} */ (source).file, breathe),
      },
      { signal: own.signal, breathe, tell: (done, total) => tell(done, total, startedAt) },
    )
    shown = { report, at: new Date() }
    byId('report').replaceChildren(...resultElements(words[language], report, shown.at))
    byId('result').hidden = false
    byId('result').focus()
  } catch {
    byId('working-words').textContent = own.signal.aborted ? page.stopped : page.broken
  } finally {
    underway = undefined
    setWorking(false)
  }
}

/** @param {boolean} isWorking */
function setWorking(isWorking) {
  byId('begin').toggleAttribute('disabled', isWorking)
  byId('stop').hidden = !isWorking
  byId('working').hidden = false
  progress.hidden = !isWorking
  progress.value = 0
  byId('remaining').hidden = !isWorking
  if (!isWorking && !byId('result').hidden) byId('working').hidden = true
}

/** @type {(done: number, total: number, startedAt: number) => void} */
function tell(done, total, startedAt) {
  progress.value = total === 0 ? 0 : done / total
  const elapsed = (performance.now() - startedAt) / 1000
  if (elapsed > 1)
    byId('remaining').textContent = words[language].page.remaining((elapsed * (total - done)) / done)
}

/** Lets the page paint and hear clicks; a timer would be held back by the browser. */
function nextTask() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve(undefined)
    }
    port2.postMessage(undefined)
  })
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id))
}

for (const id of ['files', 'folder']) {
  const input = /** @type {HTMLInputElement} */ (byId(id))
  input.addEventListener('change', () => {
    add(chosenFiles(input.files ?? []))
    input.value = ''
  })
}
// A telephone has no folders to choose.
byId('folder-label').hidden = !('webkitdirectory' in HTMLInputElement.prototype)
byId('clear').addEventListener('click', () => {
  files = []
  sayFiles()
})
byId('language').addEventListener('click', () => {
  language = language === 'ko' ? 'en' : 'ko'
  say()
})
byId('form').addEventListener('submit', (event) => {
  event.preventDefault()
  void begin()
})
byId('stop').addEventListener('click', () => underway?.abort())
byId('print').addEventListener('click', () => window.print())
const drop = byId('drop')
// A file dropped beside the field would replace the page.
for (const kind of ['dragover', 'drop']) window.addEventListener(kind, (event) => event.preventDefault())
drop.addEventListener('dragover', () => drop.classList.add('over'))
drop.addEventListener('dragleave', () => drop.classList.remove('over'))
drop.addEventListener('drop', (event) => {
  drop.classList.remove('over')
  if (event.dataTransfer === null) return
  droppedFiles(event.dataTransfer).then(add, () => {
    byId('chosen').textContent = words[language].page.folderByButton
  })
})
say()
