/** A row of numbers from 0 to 1 that is the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Canvas {
  width: number
  height: number
  random: () => number
  /** 0 to 1: how far a series of pictures has moved on. */
  moment: number
}

export const sceneNames = ['mountains', 'sea', 'city', 'forest', 'lanterns', 'dunes', 'flower'] as const
export type SceneName = (typeof sceneNames)[number]

/** A landscape, still life or street as SVG. The same arguments give the same picture. */
export function sceneSvg(
  name: SceneName,
  width: number,
  height: number,
  seed: number,
  moment: number,
): string {
  const body = scenes[name]({ width, height, random: seeded(seed), moment })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${body}</svg>`
}

const scenes: Record<SceneName, (canvas: Canvas) => string> = {
  mountains(c) {
    const skies = [
      ['#27497a', '#e9a777', '#fbe3c0'],
      ['#3f6f9f', '#a9c7d8', '#eef2ee'],
      ['#2b2140', '#a4506a', '#f4b183'],
    ]
    const ridges = [
      ['#6b6f8f', '#3f4a5e', '#1d2733'],
      ['#7f96a3', '#4d6a6d', '#22403b'],
      ['#5d4668', '#352b4a', '#171426'],
    ]
    const tone = Math.floor(c.random() * 3)
    const sunX = (0.2 + 0.6 * c.random() + 0.02 * c.moment) * c.width
    return [
      sky(c, skies[tone]!),
      glow(sunX, c.height * (0.5 - 0.05 * c.moment), c.width * 0.17, '#fff3d6'),
      ...ridges[tone]!.map((fill, index) => ridge(c, 0.55 + 0.13 * index, 0.09 - 0.015 * index, fill)),
    ].join('')
  },
  sea(c) {
    const horizon = c.height * 0.52
    const dusk = c.random() < 0.5
    const waves = Array.from({ length: 90 }, () => {
      const y = horizon + (c.height - horizon) * c.random() ** 1.6
      const depth = (y - horizon) / (c.height - horizon)
      const x = c.random() * c.width
      const reach = c.width * (0.02 + 0.13 * depth * c.random())
      return `<path d="M${n(x)} ${n(y)} q${n(reach / 2)} ${n(-6 - 18 * depth)} ${n(reach)} 0" stroke="#fff" stroke-opacity="${n(0.05 + 0.22 * c.random())}" stroke-width="${n(1 + 5 * depth)}" fill="none"/>`
    })
    const boat = c.width * (0.2 + 0.5 * c.random() + 0.04 * c.moment)
    return [
      sky(c, dusk ? ['#23395d', '#d98a6a', '#f8d9a8'] : ['#5b93c5', '#b9d6e8', '#f3f7f6']),
      glow(c.width * 0.68, horizon - c.height * 0.06, c.width * 0.13, '#fff6dd'),
      gradientRect(c, 'water', horizon, dusk ? ['#b9795f', '#1b2c44'] : ['#7fb0c4', '#12405c']),
      ...waves,
      `<path d="M${n(boat)} ${n(horizon + 6)} l60 0 l-12 16 l-38 0 Z M${n(boat + 28)} ${n(horizon + 4)} l0 -84 l40 66 Z" fill="#20242c"/>`,
    ].join('')
  },
  city(c) {
    const towers = Array.from({ length: 16 }, (_, index) => {
      const width = c.width * (0.05 + 0.06 * c.random())
      const x = (index / 16) * c.width - width * 0.2
      const top = c.height * (0.25 + 0.4 * c.random())
      const windows: string[] = []
      for (let y = top + 18; y < c.height - 20; y += 26) {
        for (let at = x + 10; at < x + width - 14; at += 22) {
          if (c.random() < 0.32)
            windows.push(
              `<rect x="${n(at)}" y="${n(y)}" width="10" height="14" fill="${c.random() < 0.8 ? '#ffd58a' : '#bfe1ff'}"/>`,
            )
        }
      }
      const shade = Math.floor(18 + 26 * c.random())
      return `<rect x="${n(x)}" y="${n(top)}" width="${n(width)}" height="${n(c.height)}" fill="rgb(${shade},${shade + 4},${shade + 14})"/>${windows.join('')}`
    })
    return [
      sky(c, ['#0b1026', '#23264f', '#6d4a6e']),
      glow(c.width * 0.8, c.height * 0.16, c.width * 0.06, '#f5f1da'),
      ...towers,
    ].join('')
  },
  forest(c) {
    const layers = [0, 1, 2, 3].flatMap((depth) => {
      const tone = 150 - depth * 40
      const trunks = Array.from({ length: 9 + depth * 3 }, () => {
        const width = c.width * (0.006 + 0.008 * depth * (0.5 + c.random()))
        const x = (c.random() + 0.01 * c.moment * depth) * c.width
        return `<path d="M${n(x)} 0 l${n(width)} 0 l${n(width * 0.5)} ${c.height} l${n(-width * 2)} 0 Z" fill="rgb(${tone - 30},${tone},${tone - 20})"/>`
      })
      return [...trunks, `<rect width="100%" height="100%" fill="#dfeadd" fill-opacity="0.12"/>`]
    })
    return [sky(c, ['#dfe9d8', '#c2d3bd', '#7f9a7d']), ...layers, ridge(c, 0.9, 0.02, '#243524')].join('')
  },
  lanterns(c) {
    const colours = ['#ffb454', '#ff7a5c', '#ffd98a', '#f26d7d', '#9ad1ff']
    const lights = Array.from({ length: 60 }, () => {
      const radius = c.width * (0.008 + 0.045 * c.random() ** 2)
      const x = (c.random() + 0.01 * c.moment) * c.width
      const colour = colours[Math.floor(c.random() * colours.length)]!
      return `<circle cx="${n(x)}" cy="${n(c.random() * c.height)}" r="${n(radius)}" fill="${colour}" fill-opacity="${n(0.15 + 0.5 * c.random())}"/>`
    })
    return [sky(c, ['#140d1c', '#2a1626', '#3b1d22']), ...lights].join('')
  },
  dunes(c) {
    const fills = ['#e6b87c', '#d49a5b', '#b97a42', '#8f5a30']
    return [
      sky(c, ['#6fa3c8', '#bcd6e2', '#f4e6cc']),
      glow(c.width * 0.24, c.height * 0.2, c.width * 0.08, '#fffbe8'),
      ...fills.map((fill, index) => ridge(c, 0.45 + 0.14 * index, 0.07, fill, 0.02)),
    ].join('')
  },
  flower(c) {
    const [x, y] = [c.width * 0.5, c.height * (0.42 + 0.01 * c.moment)]
    const petals = 9 + Math.floor(c.random() * 6)
    const hue = Math.floor(c.random() * 360)
    const size = Math.min(c.width, c.height) * 0.24
    const leaves = Array.from({ length: petals }, (_, index) => {
      const turn = (360 / petals) * index + c.random() * 8
      return `<ellipse cx="${n(x)}" cy="${n(y - size * 0.75)}" rx="${n(size * 0.3)}" ry="${n(size * 0.75)}" fill="hsl(${hue},62%,${n(58 + 10 * c.random())}%)" transform="rotate(${n(turn)} ${n(x)} ${n(y)})"/>`
    })
    return [
      sky(c, ['#2f4a37', '#5a7d55', '#a8bf8e']),
      `<path d="M${n(x)} ${n(y)} q40 ${n(c.height * 0.3)} -20 ${c.height}" stroke="#3d6b39" stroke-width="26" fill="none"/>`,
      ...leaves,
      `<circle cx="${n(x)}" cy="${n(y)}" r="${n(size * 0.26)}" fill="#f2c14e"/>`,
    ].join('')
  },
}

function sky(c: Canvas, colours: readonly string[]): string {
  return gradientRect(c, 'sky', 0, colours)
}

function gradientRect(c: Canvas, id: string, top: number, colours: readonly string[]): string {
  const stops = colours.map(
    (colour, index) => `<stop offset="${n(index / (colours.length - 1))}" stop-color="${colour}"/>`,
  )
  return `<linearGradient id="${id}" x2="0" y2="1">${stops.join('')}</linearGradient><rect y="${n(top)}" width="${c.width}" height="${n(c.height - top)}" fill="url(#${id})"/>`
}

function glow(x: number, y: number, radius: number, colour: string): string {
  return `<radialGradient id="glow"><stop offset="0.15" stop-color="${colour}"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient><circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="url(#glow)"/>`
}

/** A line of hills across the picture, filled down to its lower edge. */
function ridge(c: Canvas, level: number, height: number, fill: string, roughness = 0.12): string {
  const phase = c.random() * 6
  const points = Array.from({ length: 161 }, (_, step) => {
    const at = step / 160
    const wave = Math.sin(at * 7 + phase) + 0.3 * Math.sin(at * 23 + phase * 2) + roughness * c.random()
    return `L${n(at * c.width)} ${n(c.height * (level + height * wave))}`
  })
  return `<path d="M0 ${c.height} ${points.join(' ')} L${c.width} ${c.height} Z" fill="${fill}"/>`
}

function n(value: number): string {
  return value.toFixed(2)
}
