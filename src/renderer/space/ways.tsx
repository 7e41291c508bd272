import { ChoiceCard } from '../components/choice-card.tsx'
import type { IconName } from '../components/icons.ts'
import { type JoiningWay, openJoining } from '../joining/open-joining.ts'
import { useDigits } from '../keys/use-digits.ts'
import { useText } from '../state/text-context.ts'

const ways = [
  { way: 'register', icon: 'cloud' },
  { way: 'sign-in', icon: 'device' },
  { way: 'recover', icon: 'key' },
] as const satisfies { way: JoiningWay; icon: IconName }[]

/** The ways of a library into an image space. */
export function Ways() {
  const text = useText().joining.ways
  useDigits((digit) => {
    const chosen = ways[digit - 1]
    if (chosen) openJoining(chosen.way)
  })
  return (
    <main className="space-ways">
      <div>
        <h2>{text.title}</h2>
        <p>{text.sentence}</p>
        <div className="choice-cards" role="group" aria-label={text.choices}>
          {ways.map(({ way, icon }, at) => (
            <ChoiceCard
              key={way}
              icon={icon}
              title={text[way].title}
              sentence={text[way].sentence}
              fact={text[way].fact}
              digit={at + 1}
              onChoose={() => openJoining(way)}
            />
          ))}
        </div>
      </div>
    </main>
  )
}
