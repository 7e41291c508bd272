/** Chromium cuts elements off at about 33.5 million px; far below it scroll positions are still exact. */
const longestSpacer = 8_000_000
const settleAfter = 120

/**
 * Scrolls content of any height with the browser's own scrolling. The scroller holds a spacer of bearable height and
 * a surface that stays in place and draws what belongs at `offset`. Where the content is longer than the spacer, small
 * scrolls move the offset by as much, large ones (the end of the content, a dragged bar) in proportion; when it rests,
 * the scroll position is put back to its proportion.
 */
export class VirtualScroller {
  /** px from the top of the content to the top of the window onto it. */
  offset = 0
  private height = 0
  private windowHeight = 0
  private lastTop = 0
  private settleTimer: ReturnType<typeof setTimeout> | undefined
  private readonly element: HTMLElement
  private readonly spacer: HTMLElement
  private readonly onMove: () => void
  private readonly stopListening = new AbortController()

  constructor(element: HTMLElement, spacer: HTMLElement, onMove: () => void) {
    this.element = element
    this.spacer = spacer
    this.onMove = onMove
    element.addEventListener('scroll', () => this.scrolled(), {
      passive: true,
      signal: this.stopListening.signal,
    })
  }

  /** Height of the window; read once per resize, since reading it makes the browser lay out the page. */
  get viewport(): number {
    return this.windowHeight
  }

  /** Takes up the size that the window has now. */
  measure(): void {
    this.windowHeight = this.element.clientHeight
  }

  private get furthest(): number {
    return Math.max(0, this.height - this.viewport)
  }

  private get furthestTop(): number {
    return Math.max(0, this.spacerHeight - this.viewport)
  }

  private get spacerHeight(): number {
    return Math.min(this.height, longestSpacer)
  }

  /** Sets the height of the content and stays where it is as far as that is possible. */
  setHeight(height: number): void {
    this.height = height
    this.spacer.style.height = `${this.spacerHeight}px`
    this.scrollTo(this.offset)
  }

  scrollTo(offset: number): void {
    this.offset = Math.min(Math.max(0, offset), this.furthest)
    this.alignTop()
    this.onMove()
  }

  stop(): void {
    clearTimeout(this.settleTimer)
    this.stopListening.abort()
  }

  private scrolled(): void {
    const top = this.element.scrollTop
    const delta = top - this.lastTop
    if (delta === 0) return
    this.lastTop = top
    this.offset = this.offsetAfter(top, delta)
    clearTimeout(this.settleTimer)
    this.settleTimer = setTimeout(() => this.alignTop(), settleAfter)
    this.onMove()
  }

  private offsetAfter(top: number, delta: number): number {
    if (this.height <= longestSpacer) return top
    if (top <= 0) return 0
    if (top >= this.furthestTop - 1) return this.furthest
    const isJump = Math.abs(delta) > this.viewport * 4
    const offset = isJump ? (top / this.furthestTop) * this.furthest : this.offset + delta
    return Math.min(Math.max(0, offset), this.furthest)
  }

  /** Brings the browser's scroll position to the offset's share of the content. */
  private alignTop(): void {
    const top =
      this.height <= longestSpacer
        ? this.offset
        : this.furthest === 0
          ? 0
          : (this.offset / this.furthest) * this.furthestTop
    if (Math.abs(this.lastTop - top) < 1) return
    this.element.scrollTop = top
    // The browser rounds and bounds it.
    this.lastTop = this.element.scrollTop
  }
}
