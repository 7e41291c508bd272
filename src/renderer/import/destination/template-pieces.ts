/**
 * A template as the editor shows it: text and tokens by turns, beginning and ending with text (which may be empty), so
 * that there is a place to type before, between and after tokens.
 */
export interface TemplatePieces {
  /** One more than there are tokens. */
  readonly texts: readonly string[]
  /** Names without braces. */
  readonly tokens: readonly string[]
}

const tokenPattern = /\{([^{}]*)\}/g

export function piecesOf(template: string): TemplatePieces {
  const texts: string[] = []
  const tokens: string[] = []
  let end = 0
  for (const match of template.matchAll(tokenPattern)) {
    texts.push(template.slice(end, match.index))
    tokens.push(match[1] ?? '')
    end = match.index + match[0].length
  }
  return { texts: [...texts, template.slice(end)], tokens }
}

export function templateOf({ texts, tokens }: TemplatePieces): string {
  return texts.map((text, at) => (at < tokens.length ? `${text}{${tokens[at]}}` : text)).join('')
}

/** Changes a text; a token typed out in it becomes one. */
export function changeText(pieces: TemplatePieces, at: number, text: string): TemplatePieces {
  return piecesOf(templateOf({ ...pieces, texts: pieces.texts.with(at, text) }))
}

/** Puts a token into a text, at a character of it. */
export function insertToken(
  pieces: TemplatePieces,
  at: number,
  character: number,
  token: string,
): TemplatePieces {
  const text = pieces.texts[at] ?? ''
  return {
    texts: pieces.texts.toSpliced(at, 1, text.slice(0, character), text.slice(character)),
    tokens: pieces.tokens.toSpliced(at, 0, token),
  }
}

/** Takes a token out; the texts around it become one. */
export function removeToken(pieces: TemplatePieces, at: number): TemplatePieces {
  return {
    texts: pieces.texts.toSpliced(at, 2, `${pieces.texts[at] ?? ''}${pieces.texts[at + 1] ?? ''}`),
    tokens: pieces.tokens.toSpliced(at, 1),
  }
}
