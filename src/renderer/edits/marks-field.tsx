import { Button } from '../components/button.tsx'
import { LabelDot } from '../components/marks.tsx'
import { MenuButton, type MenuEntry } from '../components/menu.tsx'
import { keyOf } from '../commands/key-table.ts'
import { type Flag, type Label, labels } from '../../shared/photo.ts'
import type { PhotoChange } from '../../shared/edits.ts'
import { useBridge } from '../state/bridge-context.ts'
import { useText } from '../state/text-context.ts'
import { markPhotos } from './mark-photos.ts'
import { RatingField } from './rating-field.tsx'
import type { SharedMarks } from './shared-marks.ts'
import { useEdits } from './use-edits.ts'

/** Rating, flag and label of the photos that edits are for, to see and to press. */
export function MarksField({ marks }: { marks: SharedMarks }) {
  const mark = useMark()
  return (
    <div className="marks-field">
      <RatingField
        rating={marks.rating === 'several' ? null : marks.rating}
        onChange={(value) => mark({ field: 'rating', value })}
      />
      <span className="marks-line" />
      <FlagField flag={marks.flag} onChange={(value) => mark({ field: 'flag', value })} />
      <span className="marks-line" />
      <LabelField label={marks.label} onChange={(value) => mark({ field: 'label', value })} />
    </div>
  )
}

function useMark(): (change: PhotoChange) => void {
  const text = useText()
  const edits = useEdits()
  const { engine } = useBridge()
  return (change) => void markPhotos({ text, edits, engine }, change, false)
}

const flagIcons = { pick: 'flag', none: 'flagOutline', reject: 'reject' } as const
const flagKeys = { pick: 'pick', none: 'unflag', reject: 'reject' } as const

function FlagField({ flag, onChange }: { flag: SharedMarks['flag']; onChange(flag: Flag): void }) {
  const { flags, flag: name, several } = useText().loupe.info
  const entries = (['pick', 'none', 'reject'] as const).map((choice): MenuEntry => ({
    id: choice,
    label: flags[choice],
    icon: flagIcons[choice],
    keys: keyOf(flagKeys[choice]),
    checked: flag === choice,
    run: () => onChange(choice),
  }))
  const shown = flag === 'several' ? several : flags[flag]
  return (
    <MenuButton label={name} groups={[entries]}>
      <Button
        variant="ghost"
        icon={flag === 'several' ? 'flagOutline' : flagIcons[flag]}
        className="marks-button"
        aria-label={`${name}: ${shown}`}
        tooltip={shown}
      >
        {/* Nothing set needs no words: the icon says so. */}
        {flag !== 'none' && <span className="ellipsis">{flag === 'several' ? '–' : shown}</span>}
      </Button>
    </MenuButton>
  )
}

function LabelField(props: { label: SharedMarks['label']; onChange(label: Label | null): void }) {
  const { label, onChange } = props
  const text = useText()
  const { colourLabel, noLabel, several } = text.loupe.info
  const names = text.commands.labels
  const entries = labels.map((choice): MenuEntry => ({
    id: choice,
    label: names[choice],
    mark: <LabelDot label={choice} />,
    ...(choice !== 'purple' && { keys: keyOf(`label-${choice}`) }),
    checked: label === choice,
    run: () => onChange(choice),
  }))
  const none: MenuEntry = {
    id: 'none',
    label: noLabel,
    mark: <LabelDot label={null} />,
    checked: label === null,
    run: () => onChange(null),
  }
  const shown = label === 'several' ? several : label === null ? noLabel : names[label]
  return (
    <MenuButton label={colourLabel} groups={[entries, [none]]}>
      <Button
        variant="ghost"
        className="marks-button"
        aria-label={`${colourLabel}: ${shown}`}
        tooltip={shown}
      >
        <LabelDot label={label === 'several' ? null : label} />
        {label !== null && <span className="ellipsis marks-word">{label === 'several' ? '–' : shown}</span>}
      </Button>
    </MenuButton>
  )
}
