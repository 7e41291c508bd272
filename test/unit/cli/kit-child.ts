import { proveKit } from '../../../src/cli/prove-kit.ts'

// Has a kit proved whose words are the letters of the alphabet. Draws the places 9, 5, 5 and 3.

const words = Array.from({ length: 24 }, (_, at) => String.fromCharCode(97 + at))
const drawn = [8, 4, 4, 2]
const isProved = await proveKit(words.join(' '), words, {
  bytes: () => Uint8Array.of(drawn.shift() ?? 0),
})
process.stdout.write(isProved ? '<proved>\n' : '<not proved>\n')
