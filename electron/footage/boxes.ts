/** A box of an MP4 (ISO/IEC 14496-12 § 4.2). `body` is what follows its header. */
export interface Box {
  readonly type: string
  readonly body: Buffer
  children(): Box[]
}

/** Type and full size of the box that begins here; nothing where its 64-bit size has not come yet. */
export function boxHeader(
  bytes: Buffer,
): { type: string; sizeBytes: number; headerBytes: number } | undefined {
  const type = bytes.toString('latin1', 4, 8)
  const short = bytes.readUInt32BE(0)
  if (short !== 1) return { type, sizeBytes: short, headerBytes: 8 }
  if (bytes.length < 16) return undefined
  return { type, sizeBytes: Number(bytes.readBigUInt64BE(8)), headerBytes: 16 }
}

/** The boxes that lie side by side in `bytes`. Throws RangeError where one reaches beyond them. */
export function boxesIn(bytes: Buffer): Box[] {
  const found: Box[] = []
  let at = 0
  while (at < bytes.length) {
    const head = boxHeader(bytes.subarray(at))
    if (head === undefined || head.sizeBytes < head.headerBytes || at + head.sizeBytes > bytes.length)
      throw new RangeError('a box reaches beyond its parent')
    const body = bytes.subarray(at + head.headerBytes, at + head.sizeBytes)
    found.push({ type: head.type, body, children: () => boxesIn(body) })
    at += head.sizeBytes
  }
  return found
}

/** The one child of that type. Throws RangeError where there is none, or more. */
export function only(parent: Box | undefined, type: string): Box {
  const [first, second] = (parent?.children() ?? []).filter((child) => child.type === type)
  if (first === undefined || second !== undefined) throw new RangeError(`not exactly one ${type}`)
  return first
}
