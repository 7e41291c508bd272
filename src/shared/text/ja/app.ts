import type { app as en } from '../en/app.ts'

export const app: typeof en = {
  name: 'Image Space',
  unexpected:
    '予期しない問題が起きました。写真はそのままです。もう一度お試しください。続く場合はアプリを再起動してください。',
  engineLost: 'ライブラリのエンジンが停止しました。写真はそのままです。再起動しています。',
  reload: 'ウインドウを再読み込み',
  close: '閉じる',
  cancel: 'キャンセル',
  back: '戻る',
  undo: '取り消す',
  chosen: '選択中',
  undated: '日付なし',
  chooseLibrary: 'どのライブラリを開きますか',
  chooseLibraryNote:
    'ライブラリのフォルダか、新しいライブラリ用に空のフォルダを選びます。今のライブラリはそのまま残り、実行中の作業も続きます。',
}
