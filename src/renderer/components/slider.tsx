import { Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components'
import './slider.css'

interface SliderProps {
  label: string
  value: number
  minValue: number
  maxValue: number
  step?: number
  onChange(value: number): void
  onChangeEnd?(value: number): void
}

export function Slider({ label, onChange, onChangeEnd, ...rest }: SliderProps) {
  // The slider itself is for one or several thumbs; ours has one, so the value is a number.
  const one = (value: number | number[]) => (typeof value === 'number' ? value : (value[0] ?? rest.value))
  return (
    <AriaSlider
      className="slider"
      aria-label={label}
      {...rest}
      onChange={(value) => onChange(one(value))}
      onChangeEnd={(value) => onChangeEnd?.(one(value))}
    >
      <SliderTrack className="slider-track">
        {({ state }) => (
          <>
            <span className="slider-fill" style={{ width: `${state.getThumbPercent(0) * 100}%` }} />
            <SliderThumb className="slider-thumb" />
          </>
        )}
      </SliderTrack>
    </AriaSlider>
  )
}
