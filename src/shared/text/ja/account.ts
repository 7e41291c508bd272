import type { account as english } from '../en/account.ts'

const exported = {
  devices: 'デバイス',
  spaces: 'スペース',
  records: '記録',
  blobs: 'データ',
  blobBytes: 'データのバイト数',
  accesses: 'アクセス記録',
}

export const account: typeof english = {
  command: (command) => `コマンドは「${command}」です。`,

  ask: {
    password: 'パスワード',
    newPassword: '新しいパスワード',
    currentPassword: '現在のパスワード',
    code: (email) => `${email}に届いた6桁の数字`,
    kit: '復旧キットの24語',
    onPaper: '紙に控えたら、Enterキーを押してください',
    word: (place) => `紙の${place}番目の語`,
    otherWord: '語が違います。もう一度、紙を確認してください。',
  },

  kit: {
    title: 'IMAGE SPACE 復旧キット',
    server: 'サーバー',
    account: 'アカウント',
    member: (number) => `会員番号 ${number}`,
    use: [
      'パスワードを失ったとき、この24語とメールアドレスでアカウントに',
      '戻れます。「復旧キットを使う」か、コマンドの',
      'image-space account recover を使ってください。',
      'ほかの人に渡ると、その人も入れるおそれがあります。このページは',
      'コンピュータの中ではなく、大切な書類と一緒に保管してください。',
      'パスワードとこのキットの両方を失うと、誰にも写真を開けません。',
    ],
  },

  said: {
    registered: (server, member) =>
      `${server}にアカウントを作成しました（会員番号 ${member}）。このライブラリはサインインしています。`,
    signedIn: (server) => `このライブラリは${server}にサインインしています。`,
    recovered: (server) =>
      `このライブラリは新しいパスワードで${server}にサインインしています。ほかのデバイスのセッションは終了しました。復旧キットは変わりません。`,
    kitAgain: '「image-space account kit」で復旧キットをもう一度表示できます。',
    kitInFile: (path) =>
      `復旧キットは「${path}」にあります。印刷したら、このコンピュータから取り除いてください。`,
    kitNotProved:
      '語が紙に控えられたことは、まだ確認していません。アカウントは作成済みです。「image-space account kit」でもう一度表示できます。',
    passwordChanged:
      'パスワードを変更しました。ほかのデバイスのセッションは終了しました。復旧キットは変わりません。',
    signedOut:
      'サインアウトしました。アカウントの鍵をこのコンピュータから取り除きました。ライブラリは変わりません。',
    sessionLeft:
      'サーバーには通知できませんでした。このセッションは30日間使われないと終了します。別のデバイスの「image-space account sessions --end」でも終了できます。',
    sessionEnded: (device) => `${device}のセッションを終了しました。`,
    deletes: (date) =>
      `アカウントと、サーバーにあるその内容は、${date}にすべて削除されます。それまでは「image-space account keep」で取り消し、「image-space account export」で書き出せます。このコンピュータの内容は残ります。`,
    stays: 'アカウントは削除されません。',
  },

  status: {
    server: 'サーバー',
    account: 'アカウント',
    profile: 'プロフィール',
    room: '容量',
    deletion: '削除',
    devices: 'デバイス',
    sessions: 'セッション',
    noProfile: '保存されていません',
    member: (number, since) => `会員番号 ${number}、${since}から`,
    roomOf: (format, used, quota, left) =>
      `${format.bytes(quota)}中${format.bytes(used)}を使用、残り${format.bytes(left)}`,
    deletesOn: (date) => `${date}。「image-space account keep」で取り消せます`,
    device: (name, since, isThis) => `${name}${isThis ? '（このデバイス）' : ''}、${since}から`,
    removed: (when) => `${when}に登録解除`,
    unnamed: '名前のないデバイス',
    session: (id, device, used, isThis) =>
      `${id}  ${device}${isThis ? '（このデバイス）' : ''}、最終使用 ${used}`,
  },

  export: {
    done: (folder, what) => `サーバーにある内容をすべて「${folder}」に書き出しました。${what}。`,
    differs: (folder, what) =>
      `書き出し中にアカウントの内容が変わりました。${what}。「${folder}」の内容は確認済みです。もう一度実行すると、足りない分だけを取得します。`,
    counted: (format, of) =>
      [
        `デバイス${format.number(of.devices)}台`,
        `スペース${format.number(of.spaces)}件`,
        `記録${format.number(of.records)}件`,
        `データ${format.number(of.blobs)}件（${format.bytes(of.blobBytes)}）`,
        `アクセス記録${format.number(of.accesses)}件`,
      ].join('、'),
    difference: (format, what, here, there) =>
      `${exported[what]} ${format.number(there)}中${format.number(here)}`,
  },
}
