import type { EditSummaryKey } from '../../edits.ts'
import type { KeyedMessages, Params } from '../message.ts'

export const edits: KeyedMessages<EditSummaryKey> = {
  rated: (p) =>
    Number(p['value']) === 0
      ? `${photos(p)}の評価を外しました。`
      : `${photos(p)}を★${p['value'] ?? ''}にしました。`,
  flagged: (p) => `${photos(p)}${flagged[String(p['value'])] ?? ''}`,
  labelled: (p) =>
    p['value']
      ? `${photos(p)}に${labels[String(p['value'])] ?? ''}のラベルを付けました。`
      : `${photos(p)}のラベルを外しました。`,
  titled: (p) => `${photos(p)}のタイトルを変更しました。`,
  captioned: (p) => `${photos(p)}のキャプションを変更しました。`,
  'creator-set': (p) => `${photos(p)}の作成者を変更しました。`,
  'copyright-set': (p) => `${photos(p)}の著作権表示を変更しました。`,
  keyworded,
  trashed: (p) => `${photos(p)}をゴミ箱に移しました。`,
  restored: (p) => `${photos(p)}をゴミ箱から戻しました。`,
  'face-chosen': () => '写真の代表ファイルを選びました。',
  'album-created': (p) => `アルバム「${p['title'] ?? ''}」を作成しました。`,
  'album-renamed': (p) => `アルバム名を「${p['title'] ?? ''}」に変更しました。`,
  'album-deleted': (p) => `アルバム「${p['title'] ?? ''}」を削除しました。写真はライブラリに残っています。`,
  'album-added': (p) => `${photos(p)}を「${p['title'] ?? ''}」に追加しました。`,
  'album-removed': (p) => `${photos(p)}を「${p['title'] ?? ''}」から外しました。`,
  'album-moved': (p) => `「${p['title'] ?? ''}」の${photos(p)}を移動しました。`,
}

const flagged: Readonly<Record<string, string>> = {
  pick: 'を採用にしました。',
  reject: 'を不採用にしました。',
  none: 'のフラグを外しました。',
}
const labels: Readonly<Record<string, string>> = {
  red: '赤',
  yellow: '黄',
  green: '緑',
  blue: '青',
  purple: '紫',
}

function photos(params: Params): string {
  return `${Number(params['count'] ?? 0).toLocaleString('ja')}枚`
}

function keyworded(params: Params): string {
  const added = Number(params['added'] ?? 0)
  const removed = Number(params['removed'] ?? 0)
  const named = params['keyword'] === undefined ? 'キーワード' : `キーワード「${params['keyword']}」`
  if (removed === 0) return `${photos(params)}に${named}を追加しました。`
  if (added === 0) return `${photos(params)}から${named}を外しました。`
  return `${photos(params)}のキーワードを変更しました。`
}
