import type { sync as en } from '../en/sync.ts'

export const sync: typeof en = {
  states: {
    noAccount:
      'このライブラリにはイメージスペースのアカウントがありません。アカウントがなくてもすべて使えます。',
    locked: 'アカウントの鍵はパスワードで保護されています。同期するにはパスワードを入力してください。',
    wrongPassword: 'パスワードが違います。何も変更していません。もう一度実行してください。',
    upToDate: (since) => `最新の状態です（${since}）。`,
    sending: (format, changes) => `${format.number(changes)}件の変更を送信しています。`,
    receiving: 'ほかのコンピュータでの変更を受信しています。',
    offline: (since) => `${since}からオフラインです。自動的に再開します。`,
    paused: '一時停止中です。',
    unsent: (format, changes) => `${format.number(changes)}件の変更が送信を待っています。`,
  },
  ownReasons: {
    'other-space': () =>
      'このライブラリは、別のアカウントまたはサーバーのスペースと同期しています。何も送信、変更していません。そのアカウントでもう一度サインインするか、このアカウントには別のライブラリを使ってください。',
    'space-lost': () =>
      'サーバーからこのライブラリのスペースが失われており、このコンピュータだけでは元に戻せません。ここにあるものはすべて保管されており、何も送信していません。ほかのコンピュータで同期すると、ここでも自動的に再開します。',
    'other-key': () =>
      'サーバーにあるこのライブラリのスペースの鍵が、このコンピュータの知っている鍵と違います。その内容は使わず、何も送信していません。ここにあるものはすべて保管されています。サーバーの管理者に知らせてください。',
    'log-changed': () =>
      'サーバーから届いた変更に抜けがあるか、順序が変わっています。その内容は使っていません。ここにあるものはすべて保管されています。サーバーの管理者に知らせてください。すべてがそろえば、同期は自動的に再開します。',
    'not-kept': () =>
      'サーバーはこのコンピュータの変更を受け取ったと答えましたが、その変更がサーバーにありません。変更はここに保管されており、自動的にもう一度送信します。続くようなら、サーバーの管理者に知らせてください。',
    library: () => 'ライブラリに書き込めませんでした。完了した分は保管されています。',
    fault: () =>
      '同期中にImage Spaceの不具合が起きました。失われたものはありません。ライブラリのlogs/engine.logを確認してください。',
  },
  held: {
    photosTrashed: (format, trashed, photos) =>
      `ほかのコンピュータで、${format.number(photos)}枚のうち${format.number(trashed)}枚の写真がゴミ箱に移されました。ここではまだ実行していません。`,
    albumEmptied: (format, before) =>
      `ほかのコンピュータで、${format.number(before)}枚の写真があるアルバムが空にされました。ここではまだ実行していません。`,
  },
  frame: {
    open: 'イメージスペース',
    noAccount: '同期なし',
    locked: '同期にパスワードが必要',
    upToDate: '最新',
    toSend: (format, count) => `送信待ち${format.number(count)}件`,
    sending: (format, count) => `${format.number(count)}件を送信中`,
    receiving: '受信中',
    offline: (since) => `${since}からオフライン`,
    toUpload: (what) => `アップロード待ち${what}`,
    offlineToSend: (since, waiting) => `${since}からオフライン、${waiting}`,
    paused: '同期を一時停止中',
    pausedToSend: (waiting) => `同期を一時停止中、${waiting}`,
    needsYou: '同期に対応が必要',
    held: '削除の確認待ち',
    foreign: 'あなたのスペースではありません',
  },
  panel: {
    title: 'イメージスペース',
    lastRound: '最後の同期',
    noRound: '起動後なし',
    since: '開始',
    waiting: '送信待ち',
    nothing: 'なし',
    changes: (format, count) => `${format.number(count)}件の変更`,
    server: 'サーバー',
    account: 'アカウント',
    now: '今すぐ同期',
    pause: '一時停止',
    resume: '再開',
    more: 'イメージスペース…',
    signIn: 'もう一度サインイン…',
    whatHappened: '何が起きたか',
    equal: '写真の情報は、ここでもイメージスペースでも同じです。',
    uploads: 'アップロード待ち',
    uploadsOf: (format, files, previews) =>
      [
        files === 0 ? '' : `ファイル${format.number(files)}個`,
        previews === 0 ? '' : `プレビュー${format.number(previews)}個`,
      ]
        .filter(Boolean)
        .join('、'),
    parked: '保存できないもの',
    files: (format, count) => `ファイル${format.number(count)}個`,
    left: (time) => `残り${time}`,
    metered: '従量制ネットワーク',
    meteredNote: '変更だけを送受信し、画像は送受信しません。',
    goesOn: '自動的に再開します。',
    incoming: 'ほかのデバイスでの変更を取り込んでいます。',
    pausedNote: '再開するまで、送受信しません。',
    goOnWithoutIt: 'その間も、このライブラリはすべて使えます。',
    heldTitle: '削除の確認待ち',
    heldNote:
      '写真はゴミ箱に移され、元に戻せます。同意するまで、ここでは何も削除しません。ほかの内容は同期を続けます。',
    heldAgree: 'ここでも削除',
    heldDone: '待っていた削除を実行しました。',
  },
  stop: {
    title: 'これはあなたのスペースではありません',
    sentence:
      'サーバーは、あなたのアカウントのものではない内容を返しました。Image Spaceは同期を停止しました。',
    kept: 'その内容は表示も使用も保存もせず、それ以降は何も送信していません。このコンピュータの写真に影響はありません。',
    yours: 'あなたのスペース',
    server: 'サーバー',
    found: '検出方法',
    foundHow: 'このコンピュータの鍵で、内容を開く前に検出',
    when: '日時',
    reported: '報告',
    reportedHow: 'サーバーに報告済み。正しいサーバーなら、管理者が調査を終えるまでアカウントを凍結します',
    todo: 'できること',
    todos: [
      '普段どおり作業を続けられます。ライブラリは開いたままで、変更はここに保管されます。',
      '上の内容を、サーバーの管理者に知らせてください。',
      '管理者から連絡があるまで、サインインしないでください。その後、「今すぐ同期」を選んでください。',
    ],
    offline: 'オフラインで作業を続ける',
  },
  said: {
    done: (format, sent, received) =>
      `${format.number(sent)}件の変更を送信し、${format.number(received)}件を受信しました。`,
    rewound: 'サーバーからスペースの末尾が失われていたため、もう一度送信しました。',
    howToAllow: '実行してよければ、「image-space sync --allow-removals」を使ってください。',
    removalsDone: '待っていた削除を実行しました。',
    overwritten: (format, count) =>
      `${format.number(count)}件のテキストが、2台のコンピュータで同時に書かれました。すべての版を保管しています。`,
    version: (of, field, holds, others) => `${of}、${field}：有効なのは「${holds}」、ほかに${others}`,
    quoted: (text) => `「${text}」`,
  },
}
