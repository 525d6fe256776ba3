// `node --expose-gc sqlite-strain.mjs <database> [addon]`: leaves everything the addon can hand out to the garbage
// collector, again and again. Plain JavaScript: it runs under the bare runtimes.
import Database from 'better-sqlite3-multiple-ciphers'

const [databasePath, nativeBinding] = process.argv.slice(2)
let rows = 0
for (let round = 0; round < 30; round++) {
  let database = new Database(databasePath, nativeBinding ? { nativeBinding } : {})
  database.key(Buffer.alloc(32, 1))
  database.pragma('journal_mode = WAL')
  database.exec('CREATE TABLE IF NOT EXISTS act (number INTEGER, text TEXT)')
  database.function(`next${round}`, (number) => number + 1)
  for (let turn = 0; turn < 300; turn++) {
    database.prepare('INSERT INTO act VALUES (?, ?)').run(turn, 'x'.repeat(100))
    const query = database.prepare(`SELECT number, text, next${round}(number) FROM act LIMIT 5`)
    query.all()
    for (const _row of query.iterate()) {
      rows++
      // Broken off in every other turn: the statement is still running when it becomes garbage.
      if (turn % 2) break
    }
  }
  try {
    database.prepare('SELECT absent')
  } catch {
    // The failed preparation leaves a half-made statement behind, which is the point.
  }
  database.transaction(() => {
    for (let turn = 0; turn < 3000; turn++) database.prepare('SELECT ?').get(`text ${turn}`)
  })()
  if (round % 3) database.close()
  database = undefined
  globalThis.gc()
}
process.stdout.write(`30 databases, ${rows} rows\n`)
