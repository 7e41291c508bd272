/** Longest key kept; what differs only behind it is told apart by slot. */
const LONGEST = 255
const encoder = new TextEncoder()

/**
 * Names of all photos as bytes whose order is the order of a person: DSC_2 before DSC_10, without regard to case or
 * width. One buffer for all, since a million strings would weigh 60 MB.
 */
export class NameKeys {
  bytes = new Uint8Array(16_384)
  used = 0
  start = new Uint32Array(1024)
  length = new Uint8Array(1024)

  /** @returns whether the key is another than before */
  set(slot: number, name: string): boolean {
    if (this.used + LONGEST > this.bytes.length) {
      this.bytes = grown(this.bytes, new Uint8Array(Math.ceil(this.bytes.length * 1.5) + LONGEST))
    }
    const key = naturalText(name)
    const { written } = encoder.encodeInto(key, this.bytes.subarray(this.used, this.used + LONGEST))
    if (this.#holds(slot, written)) return false
    this.start[slot] = this.used
    this.length[slot] = written
    this.used += written
    return true
  }

  /** Makes room for that many slots. */
  reach(length: number): void {
    if (length <= this.start.length) return
    const capacity = Math.max(length, Math.ceil(this.start.length * 1.5))
    this.start = grown(this.start, new Uint32Array(capacity))
    this.length = grown(this.length, new Uint8Array(capacity))
  }

  compare(a: number, b: number): number {
    const bytes = this.bytes
    const startA = this.start[a]!
    const startB = this.start[b]!
    const lengthA = this.length[a]!
    const lengthB = this.length[b]!
    const common = Math.min(lengthA, lengthB)
    for (let at = 0; at < common; at++) {
      const difference = bytes[startA + at]! - bytes[startB + at]!
      if (difference !== 0) return difference
    }
    return lengthA - lengthB
  }

  /** Whether the slot has the key that was just written at the end. */
  #holds(slot: number, length: number): boolean {
    if (this.length[slot] !== length || length === 0) return false
    const start = this.start[slot]!
    for (let at = 0; at < length; at++) {
      if (this.bytes[start + at] !== this.bytes[this.used + at]) return false
    }
    return true
  }
}

function grown<Numbers extends { set(from: Numbers): void }>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}

/** Digits are led by how many there are, so that longer numbers come later; zeros before them do not count. */
export function naturalText(name: string): string {
  const plain = name.length < 64 && /^[\x20-\x7e]*$/.test(name) ? name : name.normalize('NFKC')
  return plain.toLowerCase().replace(/\d+/g, (digits) => {
    const number = digits.replace(/^0+(?=\d)/, '')
    return `0${String.fromCharCode(Math.min(126, 32 + number.length))}${number}`
  })
}
