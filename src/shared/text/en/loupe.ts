/** Words of this area; ja/loupe.ts has the same keys. */
export const loupe = {}
