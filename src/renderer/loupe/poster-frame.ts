/** Long edge of a drawn frame: the screen size of previews. */
const longest = 2048
/** A clip that gives no picture within this time is left alone. */
const patience = 8_000

/** Draws one frame of a clip, a second or a tenth into it, as JPEG; null when this player cannot. */
export async function drawPosterFrame(address: string): Promise<Blob | null> {
  const video = document.createElement('video')
  const given = new AbortController()
  const timer = setTimeout(() => given.abort(), patience)
  video.muted = true
  video.preload = 'auto'
  video.src = address
  try {
    await event(video, 'loadeddata', given.signal)
    if (video.videoWidth === 0) return null
    const seeked = event(video, 'seeked', given.signal)
    video.currentTime = Math.min(1, (Number.isFinite(video.duration) ? video.duration : 0) / 10)
    await seeked
    return await drawn(video)
  } catch {
    // The player does not know this kind of clip; its tile says its name instead.
    return null
  } finally {
    clearTimeout(timer)
    video.removeAttribute('src')
    video.load()
  }
}

function event(video: HTMLVideoElement, name: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Error(`The clip gave no ${name}`))
    video.addEventListener(name, () => resolve(), { once: true, signal })
    video.addEventListener('error', failed, { once: true, signal })
    signal.addEventListener('abort', failed, { once: true })
  })
}

function drawn(video: HTMLVideoElement): Promise<Blob | null> {
  const scale = Math.min(1, longest / Math.max(video.videoWidth, video.videoHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(video.videoWidth * scale)
  canvas.height = Math.round(video.videoHeight * scale)
  canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
}
