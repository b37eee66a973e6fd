import type { Signature, When } from '../signature.ts'
import { literalsOf } from './literals.ts'

/** One alternative of a card, with what tells quickly that it cannot hold. */
export interface Entry {
  readonly card: Signature
  /** Place of the card in its list: of equals the first wins. */
  readonly place: number
  readonly when: When
  /** One of these words must stand in the text, lower case; `null` where no word must. */
  readonly words: readonly string[] | null
}

/** Cards, arranged for reading a long text once. */
export interface CardIndex {
  readonly entries: readonly Entry[]
  /** By the words that one of must be there. */
  readonly byWord: ReadonlyMap<string, readonly Entry[]>
  /** Those that ask for a code and no words, by the code in lower case. */
  readonly byCode: ReadonlyMap<string, readonly Entry[]>
  /** Those that neither a word nor a code leads to: a status or a header decides. */
  readonly others: readonly Entry[]
  /** Codes that are told from a word by their shape (`invalid_grant`, `ExpiredToken`), lower case. */
  readonly shaped: ReadonlySet<string>
  /** Names of the headers that cards ask for, lower case. */
  readonly headers: ReadonlySet<string>
}

const indexes = new WeakMap<readonly Signature[], CardIndex>()

/** The index of a list, made once. */
export function indexOf(cards: readonly Signature[]): CardIndex {
  const known = indexes.get(cards)
  if (known !== undefined) return known
  const made = makeIndex(cards)
  indexes.set(cards, made)
  return made
}

function makeIndex(cards: readonly Signature[]): CardIndex {
  const entries: Entry[] = []
  const byWord = new Map<string, Entry[]>()
  const byCode = new Map<string, Entry[]>()
  const others: Entry[] = []
  const shaped = new Set<string>()
  const headers = new Set<string>()
  const put = (map: Map<string, Entry[]>, key: string, entry: Entry) => {
    const list = map.get(key)
    if (list === undefined) map.set(key, [entry])
    else list.push(entry)
  }
  for (const [place, card] of cards.entries()) {
    for (const when of card.when) {
      const words = wordsOf(when)
      const entry: Entry = { card, place, when, words }
      entries.push(entry)
      for (const code of when.code ?? []) if (isShaped(code)) shaped.add(code.toLowerCase())
      for (const name of Object.keys(when.headers ?? {})) headers.add(name)
      if (words !== null) for (const word of words) put(byWord, word, entry)
      else if (when.code !== undefined) for (const code of when.code) put(byCode, code.toLowerCase(), entry)
      else others.push(entry)
    }
  }
  return { entries, byWord, byCode, others, shaped, headers }
}

/** The rarest words that an alternative needs: those of its longest pattern. */
function wordsOf({ message, body, printed }: When): readonly string[] | null {
  const found = [message, body, printed].flatMap((pattern) => {
    const words = pattern === undefined ? null : literalsOf(pattern)
    return words === null ? [] : [words]
  })
  const length = (words: readonly string[]) => Math.min(...words.map((word) => word.length))
  return found.toSorted((a, b) => length(b) - length(a))[0] ?? null
}

/** Two capitals or an underscore: nobody writes such a word but to name a failure. */
const isShaped = (code: string): boolean => code.length >= 8 && (/_/.test(code) || /^[A-Z][a-z]+[A-Z]/.test(code))
