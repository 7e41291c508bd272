/** Words of this area; ja/import.ts has the same keys. */
export const importing = {}
