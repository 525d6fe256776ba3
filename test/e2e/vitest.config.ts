import path from 'node:path'
import { defineConfig } from 'vitest/config'

// Stories in the real Electron: one at a time, on one display, and a story that fails once has failed.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['test/e2e/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    retry: 0,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
})
