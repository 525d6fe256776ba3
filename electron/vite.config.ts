import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { verifierHtml } from '../resources/verifier/build.mjs'
import { contract } from './contract/contract.ts'
import { channelsOf } from './contract/define.ts'
import { VERIFIER_FILE } from './export/verifier-page.ts'

/** The page that packages and exported ledgers take along, beside the program that copies it. */
const verifierPage = {
  name: 'verifier-page',
  async generateBundle(this: {
    emitFile(file: { type: 'asset'; fileName: string; source: string }): string
  }) {
    this.emitFile({
      type: 'asset',
      fileName: VERIFIER_FILE,
      source: await verifierHtml('resources/verifier'),
    })
  },
}

/** One build for everything that runs: main and masking, the preload, the page, and the development doors. */
export default defineConfig({
  main: {
    plugins: [verifierPage],
    build: {
      outDir: 'out',
      emptyOutDir: false,
      sourcemap: true,
      rollupOptions: {
        input: {
          main: 'electron/main.ts',
          masking: 'electron/masking/worker.ts',
          forms: 'electron/export/form-worker.ts',
          'doors/mask': 'test/doors/mask.ts',
          'doors/verify': 'test/doors/verify.ts',
          'doors/bench': 'test/doors/bench.ts',
          'doors/demo': 'test/doors/demo.ts',
        },
        external: ['playwright-core'],
        output: {
          format: 'es',
          entryFileNames: ({ name }) => (name.startsWith('doors/') ? '[name].mjs' : '[name].js'),
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    // The preload gets the names it may pass, not the schemas: it stays a page long.
    define: {
      CALLS: JSON.stringify([...channelsOf(contract, 'call')]),
      NOTICES: JSON.stringify([...channelsOf(contract, 'notice')]),
    },
    build: {
      outDir: 'out',
      emptyOutDir: false,
      rollupOptions: {
        input: 'electron/preload.ts',
        output: { format: 'cjs', entryFileNames: 'preload.cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      target: 'chrome130',
      assetsInlineLimit: 0,
      rollupOptions: {
        input: {
          index: 'renderer/index.html',
          paper: 'renderer/paper.html',
          pages: 'renderer/pages.html',
          visitor: 'renderer/visitor.html',
        },
      },
    },
  },
})
