import type { DoctorText } from '../en/doctor.ts'

export const doctor: DoctorText = {
  'catalog-damaged': {
    what: ({ problem = '' }) => `カタログの検査で問題が見つかりました: ${problem}`,
    do: () =>
      'Image Space を終了し、ライブラリを開き直してください。最新の正常なバックアップから復元できます。',
  },
  'originals-missing': {
    what: ({ missing = 0, looked = 0, example = '' }) =>
      `確認した ${looked} 件の元ファイルのうち ${missing} 件が、カタログの場所にありません(例: ${example})。`,
    do: () => '元の場所に戻すか、現在のフォルダーを追加してください。',
  },
  'volumes-unplugged': {
    what: ({ unplugged = 0, looked = 0 }) =>
      `確認した ${looked} 件の元ファイルのうち ${unplugged} 件は、接続されていないボリュームにあります。`,
    do: () => '原寸で見るには、ボリュームを接続してください。',
  },
  'previews-missing': {
    what: ({ missing = 0, looked = 0 }) =>
      `確認した ${looked} 件のプレビューのうち ${missing} 件が保存されていません。`,
    do: () => '写真を表示すると作り直されます。',
  },
  'exiftool-missing': {
    what: ({ reason = '' }) => `ExifTool が応答しません(${reason})。一部の形式は詳細なしで読み込まれます。`,
    do: () => 'Image Space をインストールし直してください。',
  },
  'disk-low': {
    what: ({ path = '', free = '' }) => `${path} のある場所の空き容量が ${free} しかありません。`,
    do: () => '空き容量を増やしてください。カタログとバックアップの書き込みに必要です。',
  },
}
