import { benchFootage } from '../bench/footage.ts'
import { benchLeaks } from '../bench/leaks.ts'
import { benchLedger } from '../bench/ledger.ts'
import { benchLedgerPaper } from '../bench/ledger-paper.ts'
import { benchLedgerViews } from '../bench/ledger-views.ts'
import { benchMasking } from '../bench/masking.ts'
import { benchRequests } from '../bench/requests.ts'
import { benchStart } from '../bench/start.ts'
import { benchTamper } from '../bench/tamper.ts'
import { benchVisitor } from '../bench/visitor.ts'

/** `npm run bench [-- NAME] [--json]`: figures with units; where a speed is meant, ratios measured side by side. */

type Figures = Record<string, { value: number; unit: string }>

const benches: Record<string, () => Promise<Figures>> = {
  ledger: () => benchLedger(),
  tamper: benchTamper,
  'ledger-views': benchLedgerViews,
  'ledger-paper': benchLedgerPaper,
  requests: benchRequests,
  footage: benchFootage,
  start: benchStart,
  masking: async () => ({ ...(await benchMasking()), ...(await benchLeaks()) }),
  visitor: benchVisitor,
}

const asked = process.argv.slice(2)
const isJson = asked.includes('--json')
const names = asked.filter((word) => !word.startsWith('--'))
const unknown = names.find((name) => !(name in benches))
if (unknown !== undefined) {
  console.error(`'${unknown}'(이)라는 벤치가 없습니다. 있는 것: ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}

for (const [name, bench] of Object.entries(benches)) {
  if (names.length > 0 && !names.includes(name)) continue
  const figures = await bench()
  if (isJson) console.log(JSON.stringify({ bench: name, figures }))
  else {
    console.log(`\n${name}`)
    for (const [what, { value, unit }] of Object.entries(figures))
      console.log(`  ${what.padEnd(44)} ${Number(value.toPrecision(4))} ${unit}`)
  }
}
