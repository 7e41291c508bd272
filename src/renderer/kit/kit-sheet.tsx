import type { Kit } from '../../shared/text/kit-page.ts'
import { useText } from '../state/text-context.ts'
import './kit-sheet.css'

interface KitSheetProps {
  kit: Kit
  /** While somebody proves to have it on paper the words are not to be read here. */
  hidden: boolean
}

/** The recovery kit as it comes out of the printer. */
export function KitSheet({ kit, hidden }: KitSheetProps) {
  const text = useText().joining.kit
  return (
    <section className="kit-sheet" aria-label={text.sheet}>
      <div className="kit-sheet-head">
        <b>{text.sheet}</b>
        <span>{hidden ? text.hidden : text.member(kit.memberNumber)}</span>
      </div>
      <ol className="kit-words">
        {kit.words.map((word, at) => (
          <li key={at}>
            <span className="kit-place">{at + 1}</span>
            {hidden ? <span className="kit-mark" /> : word}
          </li>
        ))}
      </ol>
      <dl className="kit-facts">
        <dt>{text.server}</dt>
        <dd>{kit.server}</dd>
        <dt>{text.fingerprint}</dt>
        <dd className="mono">{kit.fingerprint}</dd>
      </dl>
      <p className="kit-use">{text.use}</p>
      <p className="kit-use">{text.keep}</p>
    </section>
  )
}
