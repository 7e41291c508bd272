/** Words of this area; ja/library.ts has the same keys. */
export const library = {}
