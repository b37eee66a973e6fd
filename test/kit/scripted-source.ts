import type { Obtained, Source } from '../../src/credential/sources/source.ts'
import { Secret } from '../../src/secret.ts'

/** One call that a keeper has made, to be answered by the test. */
export interface ScriptedCall {
  readonly signal: AbortSignal
  give(key: string, life?: Obtained['life'], more?: Partial<Obtained>): Promise<void>
  fail(error: unknown): Promise<void>
}

/** A source in the test's hands: it answers only what and when the test says. */
export interface ScriptedSource extends Source {
  /** Calls so far, in order. */
  readonly calls: readonly ScriptedCall[]
  /** The last call; throws when there was none. */
  readonly call: ScriptedCall
  /** How many calls wait for an answer. */
  readonly open: number
  /** Whether a keeper watches. */
  readonly watched: boolean
  /** Says that a new credential may be there. */
  change(): void
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export function scriptedSource(traits: Partial<Omit<Source, 'obtain' | 'watch'>> = {}): ScriptedSource {
  const calls: ScriptedCall[] = []
  let open = 0
  const watchers = new Set<() => void>()
  return {
    origin: 'scripted',
    stable: false,
    renewableUnattended: true,
    lapsesWhenIdle: false,
    ...traits,
    calls,
    get call() {
      const last = calls.at(-1)
      if (last === undefined) throw new Error('the source was not called')
      return last
    },
    get open() {
      return open
    },
    get watched() {
      return watchers.size > 0
    },
    change() {
      for (const changed of watchers) changed()
    },
    watch(changed) {
      watchers.add(changed)
      return () => void watchers.delete(changed)
    },
    obtain(signal) {
      const { promise, resolve, reject } = Promise.withResolvers<Obtained>()
      open++
      calls.push({
        signal,
        give(key, life = {}, more = {}) {
          open--
          resolve({ secret: new Secret(key), life, ...more })
          return settled()
        },
        fail(error) {
          open--
          reject(error)
          return settled()
        },
      })
      return promise
    },
  }
}
