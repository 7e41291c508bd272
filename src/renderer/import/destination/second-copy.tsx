import { useState } from 'react'
import type { ImportOptions, ImportPlan } from '../../../shared/import.ts'
import { Icon } from '../../components/icon.tsx'
import { Switch } from '../../components/switch.tsx'
import { useChooseFolder } from '../../folder-chooser/choose-folder.ts'
import { useChangeSettings } from '../../state/settings.ts'
import { useText } from '../../state/text-context.ts'
import { PlaceButton } from './place-button.tsx'

/** The folder that gets the same again, and whether that counts for the verdict. */
export function SecondCopy({ options, plan }: { options: ImportOptions; plan: ImportPlan | null }) {
  const { destination } = useText().import
  const change = useChangeSettings()
  const chooseFolder = useChooseFolder()
  const [last, setLast] = useState(options.second)
  const choose = async () => {
    const start = options.second ?? last
    const path = await chooseFolder({ title: destination.chooseSecondTitle, start, writable: true })
    if (path !== null) change({ importSecond: path })
  }
  const turn = (on: boolean) => {
    if (!on) {
      setLast(options.second)
      change({ importSecond: '' })
    } else if (last) change({ importSecond: last })
    else void choose()
  }
  return (
    <section>
      <h2>
        {destination.secondCopy}
        <Switch aria-label={destination.secondCopy} isSelected={options.second !== null} onChange={turn} />
      </h2>
      {options.second === null ? (
        <p className="destination-note">{destination.oneCopyNote}</p>
      ) : (
        <>
          <PlaceButton path={options.second} place={plan?.destinations[1]} onPress={() => void choose()} />
          {plan?.destinations[1] && <Counts differentVolumes={plan.differentVolumes} />}
        </>
      )}
    </section>
  )
}

function Counts({ differentVolumes }: { differentVolumes: boolean }) {
  const { destination } = useText().import
  return differentVolumes ? (
    <p className="destination-fact">
      <Icon name="check" size={12} />
      {destination.otherVolume}
    </p>
  ) : (
    <p className="destination-note destination-note-warn">
      <Icon name="alert" size={14} />
      {destination.sameVolume}
    </p>
  )
}
