import type { Metadata } from '../../shared/metadata.ts'

/** Exposure as photographers write it: 1/320 s, f/8, ISO 64, 35 mm; what the file does not say is left out. */
export function exposureParts({ exposureTime, fNumber, iso, focalLength }: Metadata): string[] {
  return [
    exposureTime ? shutterTime(exposureTime) : '',
    fNumber ? `f/${rounded(fNumber)}` : '',
    iso ? `ISO ${iso}` : '',
    focalLength ? `${rounded(focalLength)} mm` : '',
  ].filter(Boolean)
}

/** 1/320 s; 0.4 s and longer as seconds, as cameras show them. */
export function shutterTime(seconds: number): string {
  if (seconds >= 0.35) return `${rounded(seconds)} s`
  return `1/${Math.round(1 / seconds)} s`
}

/** +0.3 EV; 0 EV. */
export function exposureBias(ev: number): string {
  const value = rounded(Math.abs(ev))
  return value === '0' ? '0 EV' : `${ev > 0 ? '+' : '−'}${value} EV`
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}
