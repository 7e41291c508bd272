import type { Card, CardItem } from '../../../../src/shared/import.ts'

export function item(index: number, over: Partial<CardItem> = {}): CardItem {
  return {
    index,
    name: `IMG_${String(index).padStart(4, '0')}.JPG`,
    folder: 'DCIM/100TEST',
    badge: 'JPEG',
    bytes: 1_000,
    files: 1,
    takenAt: null,
    camera: 'Test',
    aspect: 1.5,
    hasPreview: true,
    alreadyImported: false,
    sameNameOtherContent: false,
    flag: 'none',
    rating: 0,
    selected: true,
    state: 'seen',
    error: null,
    ...over,
  }
}

export function card(over: Partial<Card> = {}): Card {
  return {
    cardId: 'c1',
    path: '/media/card',
    name: 'NIKON Z 8',
    camera: 'NIKON Z 8',
    volumeId: null,
    state: 'ready',
    photos: 0,
    files: 0,
    bytes: 0,
    newPhotos: 0,
    alreadyImported: 0,
    rejected: 0,
    picked: 0,
    sameNameOtherContent: 0,
    skipped: [],
    importId: null,
    jobId: null,
    error: null,
    ...over,
  }
}
