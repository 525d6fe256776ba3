/**
 * Cuts a sheet into pages before it prints, so that what is shown, what is saved as a PDF and what a printer gets are the
 * same boxes: Chromium's own pages can bear a foot in a PDF only (electron/electron#19113), and drop what is longer than
 * a page. Answers how many pages there are.
 */
async function bind(): Promise<number> {
  const sheet = document.querySelector('template')?.content ?? document.createDocumentFragment()
  await faces(sheet.textContent)
  document.body.replaceChildren(document.importNode(sheet, true))
  const flow = part('.flow')
  const binding = new Binding(flow, part('.running'), part('.page-foot'))
  for (const block of Array.from(flow.children)) {
    if (block instanceof HTMLTableElement) binding.addTable(block)
    else binding.addBlock(block as HTMLElement)
  }
  const pages = binding.finish()
  document.body.replaceChildren(...pages)
  const tooLong = pages.find((page) => page.scrollHeight > page.clientHeight)
  if (tooLong !== undefined) throw new Error('a page holds more than it shows')
  return pages.length
}

/**
 * Loads the pieces of the faces that these letters need. A face loads when text is first laid out: what is measured before
 * that has other lines, and a year's rows would be laid out twice.
 */
async function faces(text: string): Promise<void> {
  const letters = [...new Set(text)].join(' ')
  const bold = document.createElement('b')
  bold.textContent = letters
  document.body.replaceChildren(letters, bold)
  void document.body.offsetHeight
  await document.fonts.ready
}

/** Left free on every page: rounding while the page is printed must not push a line off it. */
const SLACK = 6
/** A row that is longer than a page begins where it stands only if this much of it does. */
const LEAST_PIECE = 90
/** What of a line stands below its letters, and the rule below the cell. */
const BELOW = 5

/** Pages as they fill, in pixels. */
class Binding {
  readonly #pages: HTMLElement[] = []
  readonly #flow: HTMLElement
  readonly #running: HTMLElement
  readonly #foot: HTMLElement
  #body: HTMLElement
  #left: number
  /** What an empty page has room for that is not the first; read once, for every reading costs a layout. */
  readonly #room: number

  constructor(flow: HTMLElement, running: HTMLElement, foot: HTMLElement) {
    this.#flow = flow
    this.#running = running
    this.#foot = foot
    this.#body = this.#page()
    this.#left = this.#body.clientHeight - SLACK
    this.#room = this.#page().clientHeight - SLACK
    this.#pages.pop()?.remove()
  }

  /** A block stays whole. */
  addBlock(block: HTMLElement): void {
    const height = heightOf(block)
    if (height > this.#left) this.#turn()
    this.#body.append(block)
    this.#left -= height
  }

  /** A table's rows stay whole where they can, under a head on every page. */
  addTable(table: HTMLTableElement): void {
    const rows = [...(table.tBodies[0]?.rows ?? [])]
    const heights = rows.map(heightOf)
    const head = heightOf(table.tHead ?? table) + 1
    const empty = table.cloneNode(false) as HTMLTableElement
    empty.append(...[table.querySelector('colgroup'), table.tHead].filter((each) => each !== null))
    // The widths stay those of the columns though nothing but rows to be measured is left in the flow.
    table.prepend(...[...empty.children].map((each) => each.cloneNode(true)))
    let body: HTMLTableSectionElement | undefined
    const begin = () => {
      const next = empty.cloneNode(true) as HTMLTableElement
      body = next.createTBody()
      this.#body.append(next)
      this.#left -= head
    }
    const place = (row: HTMLTableRowElement, height: number) => {
      if (body === undefined && head + height <= this.#left) begin()
      if (body === undefined || height > this.#left) {
        this.#turn()
        begin()
      }
      body?.append(row)
      this.#left -= height
    }
    for (const [index, row] of rows.entries()) {
      let height = heights[index] ?? 0
      while (height > this.#room - head) {
        if (this.#left - (body === undefined ? head : 0) < LEAST_PIECE) {
          this.#turn()
          body = undefined
        }
        const piece = cutOff(
          row,
          this.#left - (body === undefined ? head : 0),
          table.dataset['continued'] ?? '',
        )
        table.tBodies[0]?.prepend(piece)
        place(piece, heightOf(piece))
        height = heightOf(row)
      }
      place(row, height)
    }
  }

  finish(): HTMLElement[] {
    for (const [index, page] of this.#pages.entries())
      for (const mark of page.querySelectorAll('.page-no'))
        mark.textContent = `${index + 1} / ${this.#pages.length}`
    return this.#pages
  }

  #turn(): void {
    this.#body = this.#page()
    this.#left = this.#room
  }

  /** A new page; answers where its content goes. */
  #page(): HTMLElement {
    const page = document.createElement('section')
    page.className = this.#flow.className.replace('flow', 'page')
    page.id = `page-${this.#pages.length + 1}`
    if (this.#pages.length > 0) page.append(this.#running.cloneNode(true))
    const body = document.createElement('div')
    body.className = 'page-body'
    page.append(body, this.#foot.cloneNode(true))
    document.body.append(page)
    this.#pages.push(page)
    return body
  }
}

/**
 * Takes as many lines off the top of a row as fit into `room`; answers them as a row of their own. The rest says in its
 * first cell that it goes on. Throws where not one line fits: a page would never be done.
 */
function cutOff(row: HTMLTableRowElement, room: number, continued: string): HTMLTableRowElement {
  const bottom = row.getBoundingClientRect().top + room - BELOW
  const piece = row.cloneNode(true) as HTMLTableRowElement
  let taken = 0
  for (const [index, cell] of [...row.cells].entries()) {
    const text = cell.textContent
    const end = fitting(cell, bottom - Number.parseFloat(getComputedStyle(cell).paddingBottom))
    taken += end
    const copy = piece.cells[index]
    if (copy !== undefined) copy.textContent = text.slice(0, end)
    cell.textContent = text.slice(end)
  }
  if (taken === 0) throw new Error('a line is longer than a page')
  const first = row.cells[0]
  const number = piece.cells[0]?.textContent ?? ''
  if (first?.textContent === '')
    first.textContent = number.includes(continued) ? number : `${number}\n${continued}`
  return piece
}

/** How much of a cell's text stands above `bottom`: a line is above it whole or not at all, so no letter is cut. */
function fitting(cell: HTMLTableCellElement, bottom: number): number {
  const text = cell.firstChild
  if (!(text instanceof Text)) return 0
  const range = document.createRange()
  range.setStart(text, 0)
  let [least, most] = [0, text.length]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    range.setEnd(text, middle)
    if (range.getBoundingClientRect().bottom <= bottom) least = middle
    else most = middle - 1
  }
  return least
}

function heightOf(element: HTMLElement): number {
  return element.getBoundingClientRect().height
}

function part(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector)
  if (found === null) throw new Error(`the sheet has no ${selector}`)
  return found
}

// Main waits for it (see shell/print.ts).
Object.assign(window, { bound: bind() })
