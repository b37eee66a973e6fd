type Data = string | ArrayBuffer | ArrayBufferView

const bytesOf = (data: Data): string | Uint8Array =>
  typeof data === 'string'
    ? data
    : ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data)

/**
 * SHA-256, or its HMAC where a secret is given, in the shape that the signing library of AWS wants. From the runtime: the
 * library's own, in plain JavaScript, takes 15 times as long.
 */
export class Sha256 {
  readonly #secret: Data | undefined
  #hash: Bun.CryptoHasher

  constructor(secret?: Data) {
    this.#secret = secret
    this.#hash = begin(secret)
  }

  update(data: Data): void {
    this.#hash.update(bytesOf(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    this.#hash = begin(this.#secret)
  }
}

const begin = (secret: Data | undefined): Bun.CryptoHasher =>
  secret === undefined ? new Bun.CryptoHasher('sha256') : new Bun.CryptoHasher('sha256', bytesOf(secret))
