/** Words of this area; ja/app.ts has the same keys. */
export const app = {}
