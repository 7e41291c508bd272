import type { VerdictReason } from '../../import.ts'
import type { KeyedMessages } from '../message.ts'

export const verdict: KeyedMessages<VerdictReason> = {
  'second-place-missing': () =>
    'コピー2つのうち1つが照合済みです。別のボリュームに2つ目の保存先を追加してください。',
  'same-volume': ({ volume = '' }) =>
    `2つのコピーはどちらも${volume ? `「${volume}」` : '同じボリューム'}にあります。2つ目は別のボリュームにある場合に数えます。`,
  'same-volume-as-card': ({ volume = '' }) =>
    `コピーの1つが、カードのフォルダと同じボリューム${volume ? `「${volume}」` : ''}にあります。一緒に失われるおそれがあります。`,
  'known-one-copy': ({ count = 0 }) => `取り込み済みの${count}枚は、照合済みのコピーが2つ未満です。`,
  'left-out': ({ count = 0 }) => `対象から外した${count}枚には、コピーがありません。`,
  skipped: ({ count = 0 }) => `カードの${count}項目を取り込めませんでした。初期化の前に確認してください。`,
  'files-failed': ({ count = 0 }) => `${count}枚をコピーできなかったか、カードの内容と異なります。`,
  cancelled: ({ done = 0, total = 0 }) =>
    `${total}枚中${done}枚目で取り込みを中止しました。${done}枚は完了しています。`,
}
