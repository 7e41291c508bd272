export type Params = Readonly<Record<string, string | number>>

/** Sentences whose key and numbers come from the engine. */
export type KeyedMessages<Key extends string = string> = Readonly<Record<Key, (params: Params) => string>>
