import { createCipheriv, randomBytes, scryptSync } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { KeySlots } from '../../electron/vault/keys.ts'

/** What a slot says of its cost stands in the slot: these open a thousand times faster than a person's. */
const CHEAP = { N: 2 ** 7, r: 8, p: 1 }

interface Slot {
  id: string
  loginHash: string
}

/** Seals the accounts of a station anew, so that a test can sign people in a hundred times. */
export async function cheapenSlots(homeDir: string, passwords: Record<string, string>): Promise<void> {
  const path = join(homeDir, 'keys.json')
  const slots = new KeySlots(homeDir)
  const file = JSON.parse(readFileSync(path, 'utf8')) as { slots: Slot[] }
  for (const [loginName, password] of Object.entries(passwords)) {
    const opened = await slots.open(loginName, password)
    const place = file.slots.findIndex(({ id }) => id === opened?.id)
    const slot = file.slots[place]
    if (opened === undefined || slot === undefined) throw new Error(`no slot of ${loginName}`)
    file.slots[place] = sealed(slot, password, opened.master)
  }
  // The sum and the second file speak of the slots of before.
  const { sum: _, ...rest } = file as typeof file & { sum?: string }
  writeFileSync(path, JSON.stringify(rest))
  rmSync(`${path}.copy`, { force: true })
}

function sealed({ id, loginHash }: Slot, password: string, master: Buffer): Slot {
  const salt = randomBytes(16)
  const nonce = randomBytes(12)
  const key = scryptSync(password.normalize('NFC'), salt, 32, CHEAP)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(`${id}\n${loginHash}`))
  const text = Buffer.concat([cipher.update(master), cipher.final(), cipher.getAuthTag()]).toString('base64')
  const scrypt = { ...CHEAP, salt: salt.toString('base64') }
  return { id, loginHash, scrypt, nonce: nonce.toString('base64'), sealed: text } as Slot
}
