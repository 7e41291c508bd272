import type { conflicts as english } from '../en/conflicts.ts'
import { unitsJa } from '../units.ts'

export const conflicts: typeof english = {
  title: '競合',
  back: '戻る',
  count: (n) => `競合${unitsJa.count(n)}件`,
  sentence:
    '2台のデバイスで同時に変更されました。選ぶまで、すべての版を保管します。選んだ版は、すべてのデバイスで有効になります。',
  list: '複数の版があるテキスト',
  fields: {
    title: 'タイトル',
    caption: 'キャプション',
    creator: '作成者',
    copyright: '著作権',
    'album.title': 'アルバム名',
  },
  album: 'アルバム',
  holds: '現在有効な版',
  other: 'ほかの版',
  empty: '空',
  keep: 'この版にする',
  merge: '別の文にする…',
  merged: '新しい版',
  mergeNote: 'すべての版を上から順に並べました。自由に書き換えてください。',
  mergeSave: 'この文にする',
  cancel: 'キャンセル',
  kept: (field, name) => `「${name}」の${field}を、すべてのデバイスで確定しました。`,
  place: (at, of) => `${unitsJa.count(of)}件中${unitsJa.count(at)}件目`,
  none: '競合はありません',
  noneSentence: '2台のデバイスで同時に変更されたテキストが、すべての版とともにここに表示されます。',
  toLibrary: '写真を表示',
  inPhoto: (fields) => `${fields}が2か所で変更されました。選ぶまで両方を保管します。`,
  settle: '選択…',
}
