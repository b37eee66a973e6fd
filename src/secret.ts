// Hashing, comparing and printing come from the runtime itself: node:crypto and node:util cost every start memory.
const digest = (value: string): Buffer => new Bun.CryptoHasher('sha256').update(value, 'utf8').digest()

/** Values of every `Secret` that is still alive, for the second net of {@link redact}. */
const alive = new Set<WeakRef<Secret>>()
const forget = new FinalizationRegistry<WeakRef<Secret>>((ref) => alive.delete(ref))

/**
 * A value that can be used but not shown: printing, logging, interpolating, spreading or serialising it gives
 * `[secret]`. Only the files that the architecture test names may make or open one.
 */
export class Secret {
  readonly #value: string
  readonly #digest: Buffer

  constructor(value: string) {
    this.#value = value
    this.#digest = digest(value)
    const ref = new WeakRef(this)
    alive.add(ref)
    forget.register(this, ref)
  }

  /** The value itself. Whoever calls this answers for where it goes. */
  open(): string {
    return this.#value
  }

  /** First 8 hex digits of the SHA-256: enough to tell two credentials apart in a log, useless to recover one. */
  get fingerprint(): string {
    return this.#digest.toString('hex', 0, 4)
  }

  /** Whether both hold the same bytes; takes the same time whatever the answer. */
  equals(other: Secret): boolean {
    return crypto.timingSafeEqual(this.#digest, other.#digest)
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [Bun.inspect.custom](): string {
    return '[secret]'
  }
}

/**
 * Shapes of well-known credentials, each linear-time. A net under the net: what reaches it should hold no secret.
 * Prefixes: Anthropic and OpenAI `sk-`, our own local keys `wk-`, AWS access key ids, Vault `hvs.`, GitHub, Google, JWTs.
 */
const shapes =
  /\b(?:sk-[A-Za-z0-9_-]{12,}|wk-[A-Za-z0-9_-]{12,}|A[KS]IA[A-Z0-9]{16}|hv[sbr]\.[A-Za-z0-9_-]{12,}|gh[pousr]_[A-Za-z0-9]{20,}|ya29\.[A-Za-z0-9_-]{12,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*)/g
const bearer = /\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi

/** Foreign text with every live secret, everything shaped like one, and every bearer value replaced by `[secret]`. */
export function redact(text: string): string {
  let clean = text
  for (const ref of alive) {
    const value = ref.deref()?.open()
    if (value !== undefined && value.length >= 6 && clean.includes(value)) clean = clean.replaceAll(value, '[secret]')
  }
  return clean.replace(shapes, '[secret]').replace(bearer, '$1 [secret]')
}
