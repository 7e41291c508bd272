import type { Dialog } from 'electron'
import { errorSentence } from '../../../shared/text/error-sentence.ts'
import { en, ja } from '../../../shared/text/index.ts'
import type { RestoreTalk } from '../library/offer-restore.ts'
import type { StartTalk } from './open-library.ts'

/** What is asked and told about libraries in the system's own dialogs: at the start, and in the place of another. */
export function libraryDialogs(
  dialog: Pick<Dialog, 'showMessageBox' | 'showOpenDialog'>,
  language: 'en' | 'ja',
): { atStart: StartTalk; later: RestoreTalk } {
  const { app, commands, host } = { en, ja }[language]

  /** Safe is what changes nothing: the second button. */
  async function ask(message: string, confirm: string, decline: string): Promise<boolean> {
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      title: app.name,
      message,
      buttons: [confirm, decline],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    return response === 0
  }

  function restoreTalk(decline: string): RestoreTalk {
    return {
      ask: ({ params }) => ask(host.restore.question(params), host.restore.confirm, decline),
      tell(restored) {
        const message = errorSentence(language, restored)
        void dialog.showMessageBox({ type: 'info', title: app.name, message })
      },
    }
  }

  return {
    atStart: {
      ...restoreTalk(host.quit),
      async chooseAnother(refused) {
        const sentence = errorSentence(language, refused)
        while (await ask(sentence, commands.titles['open-library'], host.quit)) {
          const { filePaths } = await dialog.showOpenDialog({
            title: app.chooseLibrary,
            properties: ['openDirectory', 'createDirectory'],
          })
          if (filePaths[0] !== undefined) return filePaths[0]
        }
        return null
      },
    },
    later: restoreTalk(app.cancel),
  }
}
