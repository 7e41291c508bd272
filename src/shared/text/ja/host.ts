import type { host as en } from '../en/host.ts'

export const host: typeof en = {
  restore: {
    question: ({ path = '', backup = '' }) =>
      `「${path}」のカタログが壊れています。写真には触れていません。最後の正常なバックアップ「${backup}」に置き換えますか。壊れたカタログは保管します。`,
    confirm: 'バックアップを復元',
    declined: '何も変更していません。「image-space restore」でいつでも復元できます。',
  },
  quit: '終了',
}
