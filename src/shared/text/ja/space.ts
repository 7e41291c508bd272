import type { space as english } from '../en/space.ts'
import { unitsJa } from '../units.ts'

const { count } = unitsJa

export const space: typeof english = {
  title: 'イメージスペース',
  back: '戻る',
  sections: {
    overview: '概要',
    devices: 'デバイス',
    accesses: 'アクセス記録',
    kit: '復旧キット',
  },
  asking: 'サーバーに問い合わせています',
  tryAgain: 'もう一度',
  unlock: {
    title: '鍵が保護されています',
    sentence:
      'このコンピュータには使えるキーチェーンがないため、鍵をパスワードで保護しています。起動するたびに1回入力してください。',
    button: 'ロックを解除',
    wrong: 'パスワードが違います。何も変更していません。もう一度入力してください。',
  },

  overview: {
    account: 'アカウント',
    server: 'サーバー',
    fingerprint: '指紋',
    fingerprintNote: 'すべてのデバイスと復旧キットで同じです。',
    email: 'メールアドレス',
    noEmail: '保存されていません',
    since: '登録日',
    sinceOf: (date, member) => `${date}、会員番号 ${member}`,
    deletes: '削除日',
  },
  storage: {
    title: '容量',
    sentence: (used, quota) => `${unitsJa.bytes(quota)}中${unitsJa.bytes(used)}を使用`,
    used: '使用中',
    reserved: 'アップロード中',
    free: '空き',
    plot: (used, reserved, free) => `容量：使用中${used}、アップロード中${reserved}、空き${free}`,
    full: '空きがありません。サーバーとこのコンピュータの内容は保管されていますが、これ以上は受け付けられません。管理者に容量の追加を依頼してください。',
  },

  devices: {
    sentence:
      'アカウントの鍵を持つデバイスです。失くしたデバイスは登録を解除してください。それ以降は何も開けません。',
    device: 'デバイス',
    added: '追加日',
    lastUsed: '最終使用',
    thisOne: 'このデバイス',
    unnamed: '名前のないデバイス',
    removed: (when) => `${when}に登録解除`,
    never: 'セッションなし',
    remove: '登録解除…',
    removeNamed: (name) => `「${name}」を登録解除…`,
    removeTitle: (name) => `「${name}」の登録を解除しますか`,
    removeSentence:
      'セッションが終了し、サーバーはそのデバイスを受け付けません。新しい内容の受信も送信もできなくなります。すでに受信した内容は、そのデバイスに残ります。このライブラリの写真に影響はありません。もう一度使うには、そのデバイスで新たにサインインしてください。',
    removeButton: '登録を解除',
    removedNotice: (name) => `「${name}」の登録を解除しました。今後は何も開けません。`,
    sessions: 'セッション',
    sessionsSentence: '終了したセッションは、パスワードでもう一度開始できます。',
    session: 'デバイス',
    began: '開始',
    end: '終了',
    endNamed: (name) => `「${name}」のセッションを終了`,
    endedNotice: (name) => `「${name}」のセッションを終了しました。`,
  },

  accesses: {
    sentence:
      'あなたのデータの読み書きを、サーバーが応答の前に記録したものです。各行は前の行のハッシュを含み、すべて確認しました。',
    checked: (lines, at) => `${count(lines)}行、欠けなし、${at}に確認`,
    nobody: 'ほかのアカウントは、あなたのデータを何も開いていません。',
    somebody: (lines) =>
      `ほかのアカウントが、あなたのデータ${count(lines)}件を開きました。このページを示して、サーバーの管理者に連絡してください。`,
    reading: '記録を読み込んで確認しています',
    when: '日時',
    who: 'デバイス',
    what: '内容',
    times: '回数',
    amount: '量',
    result: '結果',
    done: '完了',
    refused: '拒否',
    thisDevice: (name) => `${name}（このデバイス）`,
    unknown: '登録されていないデバイス',
    other: 'ほかのアカウント',
    between: (from, to) => `${from}〜${to}`,
    verbs: {
      read: '読み取り',
      list: '確認',
      write: '送信',
      remove: '削除',
      'sign-in': 'サインイン',
      change: '変更',
      report: '報告',
    },
    kinds: {
      record: '変更内容',
      blob: '画像',
      space: 'スペース',
      account: 'アカウント',
      keys: '保護された鍵',
      session: 'セッション',
      device: 'デバイス',
      upload: 'アップロード',
    },
    act: (verb, kind) => `${kind}の${verb}`,
    signedIn: 'サインイン',
    more: 'これより古い行は「image-space account export」で書き出せます。',
  },

  kit: {
    sentence:
      'パスワードを失ったとき、24語とメールアドレスで戻れます。アカウントと一緒に作成されたキットで、もう一度表示しても何も変わりません。',
    show: '復旧キットを表示',
    done: '紙の控えを確認しました。3つとも正しい語です。',
  },

  signOut: {
    button: 'サインアウト…',
    title: 'このライブラリをサインアウトしますか',
    sentence:
      'アカウントの鍵をこのコンピュータから取り除き、セッションを終了します。写真、評価、テキスト、アルバムはこのライブラリに残ります。パスワードか復旧キットでもう一度サインインするまで、同期しません。',
    unsent: (changes) => `${count(changes)}件の変更をまだ送信していません。ここに保管されます。`,
    confirm: 'サインアウト',
    done: 'サインアウトしました。鍵をこのコンピュータから取り除きました。ライブラリは変わりません。',
    left: 'このコンピュータではサインアウトしました。サーバーには通知できませんでした。セッションは30日間使われないと終了します。別のデバイスからも終了できます。',
  },
}
