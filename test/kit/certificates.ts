import { readFileSync, writeFileSync } from 'node:fs'
import { makeScratch } from './scratch.ts'

/** A certificate with its key, PEM text. */
export interface Pair {
  readonly cert: string
  readonly key: string
}

/** What a test of TLS needs, made anew by openssl and good for a day. */
export interface Certificates {
  /** The authority that signed all of these. */
  readonly ca: string
  /** For 127.0.0.1 and localhost. */
  readonly server: Pair
  /** For other.example. */
  readonly otherName: Pair
  readonly client: Pair
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']

/** Makes an authority and what it signs. Throws with the words of openssl where that is missing or fails. */
export function makeCertificates(): Certificates {
  using scratch = makeScratch()
  const openssl = (...args: readonly string[]) => {
    const { exitCode, stderr } = Bun.spawnSync(['openssl', ...args], { cwd: scratch.root, stdin: 'ignore' })
    if (exitCode !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`)
  }
  const text = (name: string) => readFileSync(scratch.path(name), 'utf8')
  openssl('req', '-x509', ...newKey, '-days', '1', '-subj', '/CN=warmkey test', '-keyout', 'ca.key', '-out', 'ca.pem')
  const signed = (name: string, extension: string): Pair => {
    writeFileSync(scratch.path('extension'), extension)
    openssl('req', ...newKey, '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`)
    const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '1', '-extfile', 'extension']
    openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-out', `${name}.pem`)
    return { cert: text(`${name}.pem`), key: text(`${name}.key`) }
  }
  return {
    ca: text('ca.pem'),
    server: signed('server', 'subjectAltName=IP:127.0.0.1,DNS:localhost'),
    otherName: signed('other', 'subjectAltName=DNS:other.example'),
    client: signed('client', 'extendedKeyUsage=clientAuth'),
  }
}
