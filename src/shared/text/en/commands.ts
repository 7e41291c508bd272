/** Words of this area; ja/commands.ts has the same keys. */
export const commands = {}
