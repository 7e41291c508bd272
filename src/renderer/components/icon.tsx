import { icons, type IconName, type IconShape } from './icons.ts'

interface IconProps {
  name: IconName
  /** Edge in px: 12 beside small words, 14 in rows and buttons, 16 alone, 24 on empty screens, 36 on the stop screen. */
  size?: 10 | 12 | 14 | 16 | 20 | 24 | 36
  className?: string
}

/** An icon in the colour of the text around it. It is decoration: the control around it carries the name. */
export function Icon({ name, size = 16, className }: IconProps) {
  const shape: IconShape = icons[name]
  return (
    <svg
      className={className ? `icon ${className}` : 'icon'}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
      {...(shape.filled
        ? { fill: 'currentColor' }
        : { fill: 'none', stroke: 'currentColor', strokeWidth: 1.4 })}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={shape.path} />
    </svg>
  )
}
