import type { ErrorCode } from '../../errors.ts'
import type { KeyedMessages } from '../message.ts'

export const errors: KeyedMessages<ErrorCode> = {
  'bad-request': () => '対応していない操作です。何も変更していません。ウィンドウを再読み込みしてください。',
  'not-found': ({ what = 'この項目' }) => `${what}はライブラリにありません。削除された可能性があります。`,
  'library-in-use': ({ path = '' }) =>
    `ライブラリ「${path}」は別のプログラムが書き込み中です。そのプログラムを終了して、もう一度開いてください。`,
  'library-newer': ({ path = '' }) =>
    `ライブラリ「${path}」は新しいバージョンのImage Spaceで開かれています。何も変更していません。Image Spaceを更新してください。`,
  'library-damaged': ({ path = '', backup = '' }) =>
    backup
      ? `「${path}」のカタログが壊れています。写真には触れていません。最後の正常なバックアップは「${backup}」です。「image-space restore」で復元できます。壊れたカタログは保管します。`
      : `「${path}」のカタログが壊れています。正常なバックアップはありません。写真には触れていません。新しいライブラリにフォルダを追加してください。`,
  'library-restored': ({ backup = '', kept = '' }) =>
    `カタログが壊れていたため、バックアップ「${backup}」から復元しました。壊れたカタログは「${kept}」として保管しています。`,
  'library-unclean-stop': () => '前回は正常に終了しませんでした。カタログを検査し、異常はありませんでした。',
  'library-on-network-share': ({ path = '' }) =>
    `「${path}」はネットワーク共有です。カタログが気づかないうちに壊れることがあります。何も書き込んでいません。このコンピュータのフォルダを選んでください。写真は共有に置いたままで構いません。`,
  'library-not-writable': ({ path = '' }) =>
    `「${path}」に書き込めません。何も変更していません。別のフォルダを選ぶか、権限を変更してください。`,
  'not-a-library': ({ path = '' }) =>
    `「${path}」にはほかのファイルがあり、ライブラリはありません。何も書き込んでいません。ライブラリのフォルダか、新しいライブラリ用に空のフォルダを選んでください。`,
  'sqlite-too-old': ({ version = '' }) =>
    `SQLite ${version}にはカタログを壊す不具合があります。ライブラリは開いていません。Image Spaceを再インストールしてください。`,
  'disk-full': ({ path = '', missing = '' }) =>
    missing
      ? `「${path}」の空きがありません。${missing}足りません。完了した分は保管しています。空きを作って続けてください。`
      : `「${path}」の空きがありません。完了した分は保管しています。空きを作って続けてください。`,
  'read-failed': ({ path = '', reason = '' }) => `「${path}」を読めません（${reason}）。残りは続けます。`,
  'write-failed': ({ path = '', reason = '' }) =>
    `「${path}」に書き込めません（${reason}）。完了した分は保管しています。ディスクを確認して、もう一度実行してください。`,
  'folder-missing': ({ path = '' }) =>
    `「${path}」が見つかりません。ディスクを接続するか、別のフォルダを選んでください。`,
  'folder-not-writable': ({ path = '' }) =>
    `「${path}」に書き込めません。別のフォルダを選ぶか、権限を変更してください。`,
  'not-a-folder': ({ path = '' }) => `「${path}」はフォルダではありません。フォルダを選んでください。`,
  'destination-inside-card': ({ path = '' }) =>
    `「${path}」はカードの中です。何もコピーしていません。別のディスクのフォルダを選んでください。`,
  'destinations-same-place': ({ path = '' }) =>
    `2つのコピーがどちらも「${path}」に入ります。2つ目のコピーには別のフォルダを選んでください。`,
  'card-removed': ({ done = 0, total = 0 }) =>
    `${total}枚中${done}枚目でカードが抜かれました。${done}枚は完了しています。続けるにはカードを入れ直してください。`,
  'card-changed': ({ name = 'このカード' }) =>
    `「${name}」は、この取り込みを始めたカードではありません。何もコピーしていません。元のカードを入れるか、新しく取り込んでください。`,
  'card-busy': ({ name = 'このカード' }) =>
    `「${name}」はコピー中です。完了を待つか、コピーを中止してください。`,
  'card-missing': ({ name = 'このカード' }) =>
    `「${name}」が接続されていません。コピー済みの分は保管しています。続けるにはカードを入れ直してください。`,
  'card-empty': ({ path = '' }) => `「${path}」に写真はありません。`,
  'copy-differs': ({ name = '', path = '' }) =>
    `「${path}」の${name}がカードの内容と異なります。コピーは取り除きました。もう一度コピーできます。`,
  'source-differs': ({ name = '' }) =>
    `${name}は読むたびに内容が異なります。カードかリーダーに不具合があります。カードを残し、別のリーダーで試してください。`,
  'name-too-long': ({ name = '' }) =>
    `「${name}」は保存先には長すぎる名前です。テンプレートを短くしてください。`,
  'name-not-text': ({ name = '' }) =>
    `「${name}」はこのシステムで扱えない名前です。ファイルはそのまま残しました。名前を変更してください。`,
  'not-a-regular-file': ({ path = '' }) =>
    `「${path}」はリンク、フォルダまたはデバイスで、ファイルではありません。対象外としました。`,
  'not-a-photo': ({ path = '' }) =>
    `「${path}」は写真ではなく、どの写真にも属しません。元の場所に残しています。`,
  'file-changed-while-read': ({ name = '' }) =>
    `${name}は読み込み中に変更されました。取り込んでいません。書き込みが終わってから、もう一度実行してください。`,
  'source-unreadable': ({ name = '', reason = '' }) =>
    `カードの${name}を読めません（${reason}）。カードを残してください。残りは続けます。`,
  'cannot-decode': ({ format = 'このファイル' }) =>
    `${format}は表示できません。ファイルはそのままライブラリに残ります。`,
  'decode-too-large': ({ width = 0, height = 0 }) =>
    `${width} x ${height}画素はプレビューを作れる大きさを超えています。ファイルはそのままライブラリに残ります。`,
  'decode-timeout': ({ seconds = 20 }) =>
    `${seconds}秒以内にプレビューを作れませんでした。ファイルはそのままライブラリに残ります。`,
  'no-preview-yet': () => 'プレビューはまだありません。',
  'file-missing': ({ path = '' }) =>
    `「${path}」が見つかりません。ディスクを接続してください。変更は保管します。`,
  'template-invalid': ({ at = 0, token = '' }) =>
    token
      ? `テンプレートに{${token}}という項目はありません。一覧から選んでください。`
      : `テンプレートの${at}文字目が完結していません。{には}が必要です。`,
  'search-invalid': ({ at = 0 }) => `検索の${at}文字目を解釈できません。`,
  'manifest-missing': ({ path = '' }) =>
    `「${path}」に照合表がありません。取り込み先のフォルダを選んでください。`,
  'manifest-invalid': ({ path = '', reason = '' }) =>
    `照合表「${path}」は信頼できません（${reason}）。照合していません。`,
  'eject-failed': ({ name = '', reason = '' }) =>
    `「${name}」を取り出せません（${reason}）。使用中のものを閉じて、もう一度実行してください。`,
  'nothing-to-undo': () => '取り消す操作はありません。',
  'nothing-to-redo': () => 'やり直す操作はありません。',
  'changed-elsewhere': () => 'ほかの場所で変更されました。内容を確認し、必要ならもう一度変更してください。',
  'album-name-empty': () => 'アルバムには名前が必要です。',
  'too-many-photos': ({ most = 100000 }) => `一度に変更できるのは${most}枚までです。選択を減らしてください。`,
  cancelled: () => '中止しました。完了した分は保管しています。',
  'engine-stopped': () =>
    'ライブラリが応答しなくなりました。保存した内容は安全です。Image Spaceを起動し直してください。',
  'port-in-use': ({ port = 0 }) => `ポート ${port} は使えません。別の番号にするか、指定を外してください。`,
  'settings-invalid': () => '設定を読めません。初期値を使います。',
}
