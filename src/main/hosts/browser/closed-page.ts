/**
 * Shown to whoever opens the host without its cookie: the address of the start works once. It stands alone, in both
 * languages, since whoever sees it has proven nothing.
 */
export const closedPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Image Space</title>
<p>This address has been used or is not complete. Start Image Space again, or open the whole address it printed.</p>
<p lang="ja">このアドレスは使用済みか、不完全です。Image Space を起動し直すか、表示されたアドレス全体を開いてください。</p>
</html>
`
