export const accessVerbs = ['read', 'list', 'write', 'remove', 'sign-in', 'change', 'report'] as const
export type AccessVerb = (typeof accessVerbs)[number]

export const accessKinds = [
  'record',
  'blob',
  'space',
  'account',
  'keys',
  'session',
  'device',
  'upload',
] as const
export type AccessKind = (typeof accessKinds)[number]
