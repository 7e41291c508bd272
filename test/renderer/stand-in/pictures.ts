import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'

/** A picture that many synthetic photos share. */
export interface Picture {
  width: number
  height: number
  /** 0xAARRGGBB */
  colour: number
  grid: Buffer
  screen: Buffer
}

const photographs = join(import.meta.dirname, '../../../../shared/ui/img')

/** Pictures of several shapes: photographs where there are some, else drawn ones. */
export async function makePictures(): Promise<Picture[]> {
  const names = await readdir(photographs).catch(() => [])
  const sources = names
    .filter((name) => name.endsWith('.jpg') && !/-l\.|zoom/.test(name))
    .map((name) => sharp(join(photographs, name)))
  return Promise.all((sources.length > 0 ? sources : drawn()).map(toPicture))
}

async function toPicture(source: Sharp): Promise<Picture> {
  const { width, height } = await source.metadata()
  const { channels } = await source.stats()
  const [red, green, blue] = channels.map((channel) => Math.round(channel.mean))
  const fit = (size: number) => source.clone().resize(size, size, { fit: 'inside' })
  return {
    width,
    height,
    colour: ((0xff << 24) | (red! << 16) | (green! << 8) | blue!) >>> 0,
    grid: await fit(512).webp({ quality: 78 }).toBuffer(),
    screen: await fit(2048).jpeg({ quality: 82 }).toBuffer(),
  }
}

/** Skies over ground, in the shapes that cameras make. */
function drawn(): Sharp[] {
  const shapes = [
    [1500, 1000],
    [1000, 1500],
    [1600, 900],
    [1200, 900],
    [1000, 1000],
    [2600, 900],
  ]
  return Array.from({ length: 36 }, (_, index) => {
    const [width, height] = shapes[index % shapes.length]!
    const hue = index * 37
    return sharp(
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
        <linearGradient id="sky" x2="0" y2="1"><stop stop-color="hsl(${hue},45%,30%)"/><stop offset="1" stop-color="hsl(${hue + 40},55%,70%)"/></linearGradient>
        <filter id="grain"><feTurbulence baseFrequency=".8" seed="${index}"/><feColorMatrix values="0 0 0 0 .5 0 0 0 0 .5 0 0 0 0 .5 .3 .3 .3 0 -.2"/></filter>
        <rect width="100%" height="100%" fill="url(#sky)"/>
        <path d="M0 ${height! * 0.7} Q ${width! * 0.3} ${height! * (0.4 + (index % 5) * 0.05)} ${width! * 0.6} ${height! * 0.65} T ${width} ${height! * 0.6} V ${height} H 0z" fill="hsl(${hue + 90},25%,22%)"/>
        <rect width="100%" height="100%" filter="url(#grain)"/></svg>`),
    )
  })
}
