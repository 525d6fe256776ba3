import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { equal, fromBase64, fromHex, toBase64, toHex } from '../../../resources/verifier/bytes.js'
import { isPublicKey, isSignedBy } from '../../../resources/verifier/ed25519.js'
import { Sha256, sha256, sha512 } from '../../../resources/verifier/sha2.js'

const hex = (text: string): Uint8Array => fromHex(text) ?? expect.fail(text)
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 167 + length) & 255)

test('SHA-256 and SHA-512 are those of FIPS 180-4', () => {
  const abc = new TextEncoder().encode('abc')
  expect(toHex(sha256(abc))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(toHex(sha512(abc))).toBe(
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a' +
      '2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  )
  const million = new Sha256()
  for (let k = 0; k < 1000; k++) million.update(new Uint8Array(1000).fill(0x61))
  expect(toHex(million.digest())).toBe('cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0')
})

test('every length from 0 to 200 hashes as elsewhere, in one piece or cut anywhere', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = bytesOf(length)
    const expected = createHash('sha256').update(bytes).digest('hex')
    expect(toHex(sha256(bytes))).toBe(expected)
    expect(toHex(sha512(bytes))).toBe(createHash('sha512').update(bytes).digest('hex'))
    const cut = (length * 7) % (length + 1)
    const pieces = new Sha256().update(bytes, 0, cut).update(bytes.subarray(cut))
    expect(toHex(pieces.digest())).toBe(expected)
    expect(toHex(pieces.update(bytes).digest())).toBe(expected)
  }
})

/** RFC 8032 §7.1: secret seed, message, signature. */
const SIGNED = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
  [
    '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
    'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
  ],
] as const

const L = 2n ** 252n + 27742317777372353535851937790883648493n
const P = 2n ** 255n - 19n

function littleEndian(number: bigint, length = 32): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => Number((number >> BigInt(8 * at)) & 255n))
}

test('the signatures of RFC 8032 hold, and none of them with a bit turned', () => {
  for (const [seed, key, message, signature] of SIGNED) {
    const pkcs8 = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex')
    const own = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }))
    expect(own.export({ format: 'der', type: 'spki' }).subarray(12).toString('hex')).toBe(key)
    expect(isSignedBy(hex(key), hex(message), hex(signature))).toBe(true)
    for (let bit = 0; bit < 512; bit += 7) {
      const turned = hex(signature)
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(isSignedBy(hex(key), hex(message), turned)).toBe(false)
    }
    expect(isSignedBy(hex(key), Uint8Array.of(...hex(message), 0), hex(signature))).toBe(false)
  }
})

test('a signature has one spelling: S below the order, points in their least form, no longer and no shorter', () => {
  const [, key, message, signature] = SIGNED[1]
  const r = hex(signature).subarray(0, 32)
  const s = BigInt(`0x${toHex(hex(signature).subarray(32).reverse())}`)
  const says = (last: Uint8Array, first = r) =>
    isSignedBy(hex(key), hex(message), Uint8Array.of(...first, ...last))
  expect(says(littleEndian(s))).toBe(true)
  // The same point, and the equation holds: this is what makes signatures malleable.
  for (const times of [1n, 2n, 8n, 15n]) expect(says(littleEndian(s + times * L))).toBe(false)
  for (const other of [0n, L, L - 1n, 2n ** 256n - 1n]) expect(says(littleEndian(other))).toBe(false)
  expect(says(littleEndian(s, 31))).toBe(false)
  expect(says(littleEndian(s, 33))).toBe(false)
  expect(says(new Uint8Array())).toBe(false)
  expect(isSignedBy(hex(key).subarray(1), hex(message), hex(signature))).toBe(false)
})

test('keys that are no points, are spelled otherwise, or sign everything are refused', () => {
  const neutral = littleEndian(1n)
  const forged = Uint8Array.of(...neutral, ...littleEndian(0n))
  const small = [
    neutral,
    littleEndian(P - 1n),
    littleEndian(0n),
    littleEndian(2n ** 255n),
    hex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'),
    hex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'),
  ]
  for (const key of small) {
    expect(isPublicKey(key)).toBe(false)
    expect(isSignedBy(key, new Uint8Array(), forged)).toBe(false)
  }
  // y = p, p + 1 and p + 18 are 0, 1 and 18 once more; −0 is no x.
  for (const key of [P, P + 1n, P + 18n, 2n ** 255n - 1n, 1n + 2n ** 255n])
    expect(isPublicKey(littleEndian(key))).toBe(false)
  const onCurve = Array.from({ length: 40 }, (_, y) => isPublicKey(littleEndian(BigInt(y + 2))))
  expect(onCurve).toContain(true)
  expect(onCurve).toContain(false)
  expect(isPublicKey(hex(SIGNED[0][1]))).toBe(true)
})

test('what another library signs holds here', () => {
  for (let k = 0; k < 20; k++) {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const key = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(12))
    const message = bytesOf(k * 13)
    expect(isSignedBy(key, message, sign(null, message, privateKey))).toBe(true)
    expect(isSignedBy(key, bytesOf(k * 13 + 1), sign(null, message, privateKey))).toBe(false)
  }
})

test('bytes have one spelling in base64', () => {
  for (let length = 0; length < 70; length++) {
    const bytes = bytesOf(length)
    const text = Buffer.from(bytes).toString('base64')
    expect(toBase64(bytes)).toBe(text)
    expect(equal(fromBase64(text), bytes)).toBe(true)
  }
  for (const text of [
    'QQ',
    'QQ=',
    'QR==',
    'QUI',
    'QUJ=',
    '====',
    'Q===',
    'QQ==QQ==',
    'QQ= =',
    'Q-__',
    ' QUJD',
  ])
    expect(fromBase64(text)).toBeUndefined()
})
