import path from 'node:path'
import { defineConfig } from 'vitest/config'

// Tests run on the real vault and the real ffmpeg: a process each, and never more of them than a small machine has cores.
// A limit only ends what hangs: on a busy machine everything takes several times as long.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['test/unit/**/*.test.{ts,tsx}'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 120_000 } },
  },
})
