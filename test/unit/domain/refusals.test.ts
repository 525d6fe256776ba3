import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REFUSAL_CODES } from '#domain/refusal.ts'

test('every way to say no is said in a test of the rooms', () => {
  const texts = readdirSync('test/unit', { recursive: true })
    .map(String)
    .filter(
      (name) =>
        name.endsWith('.test.ts') && !name.startsWith('renderer') && !name.endsWith('refusals.test.ts'),
    )
    .map((name) => readFileSync(join('test/unit', name), 'utf8'))
  expect(REFUSAL_CODES.length).toBeGreaterThan(35)
  expect(REFUSAL_CODES.filter((code) => !texts.some((text) => text.includes(`'${code}'`)))).toEqual([])
})
