import { type BrowserWindow, dialog, shell } from 'electron'

/** Asks the person for places on the disk; paths stay in main. */
export function dialogs(
  window: () => BrowserWindow,
  words: { intake: string; export: string; backup: string; restore: string; choose: string },
) {
  return {
    async chooseFolder(why: 'intake' | 'export' | 'backup' | 'restore'): Promise<string | undefined> {
      const properties: ('openDirectory' | 'createDirectory')[] =
        why === 'intake' || why === 'restore' ? ['openDirectory'] : ['openDirectory', 'createDirectory']
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title: words[why],
        buttonLabel: words.choose,
        properties,
      })
      return canceled ? undefined : filePaths[0]
    },
    /** A file to read, of one of these kinds. */
    async chooseToOpen(extensions: readonly string[]): Promise<string | undefined> {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        properties: ['openFile'],
        filters: [{ name: extensions.join(', '), extensions: [...extensions] }],
      })
      return canceled ? undefined : filePaths[0]
    },
    async chooseFile(suggestedName: string): Promise<string | undefined> {
      const { canceled, filePath } = await dialog.showSaveDialog(window(), { defaultPath: suggestedName })
      return canceled || filePath === '' ? undefined : filePath
    },
    showFolder(path: string): void {
      void shell.openPath(path)
    },
  }
}
