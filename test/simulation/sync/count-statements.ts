import type { Database } from '../../../src/main/catalog/database.ts'

export interface StatementCount {
  done: number
  /** Number of the statement that is not carried out any more; null: all are. */
  crashAt: number | null
}

/** A connection whose statements are counted, and one of which may be the last. */
export function countStatements(database: Database, count: StatementCount, ended: () => Error): Database {
  const step = () => {
    if (count.crashAt !== null && ++count.done >= count.crashAt) throw ended()
  }
  return new Proxy(database, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (name === 'prepare') return (sql: string) => counted(target.prepare(sql), step)
      if (name === 'exec')
        return (sql: string) => {
          // Taking a transaction back is no step: it is what the end of the program does.
          if (sql !== 'ROLLBACK') step()
          return target.exec(sql)
        }
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

function counted(
  statement: ReturnType<Database['prepare']>,
  step: () => void,
): ReturnType<Database['prepare']> {
  const proxy: typeof statement = new Proxy(statement, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        if (name === 'run' || name === 'get' || name === 'all') step()
        const result = (value as (...of: unknown[]) => unknown).apply(target, args) // A method of the statement.
        return result === target ? proxy : result
      }
    },
  })
  return proxy
}
