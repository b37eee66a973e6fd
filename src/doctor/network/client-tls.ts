import { createPrivateKey, X509Certificate } from 'node:crypto'
import { statSync } from 'node:fs'
import { devNull } from 'node:os'
import { getCACertificates, rootCertificates } from 'node:tls'
import { readBytes } from '../files/small-file.ts'

type Env = Readonly<Record<string, string | undefined>>

/** Whether a connection failed because nobody here trusts the certificate, by the runtime's code. */
export const isCertificateFault = (fault: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO|ISSUER/.test(fault)

/** What is wrong with a file that should hold PEM text. */
export type FileFault = 'missing' | 'unreadable' | 'empty' | 'der' | 'no-pem'

/** What Claude Code takes out of files for TLS; a file with a fault is passed over by it in silence. */
export interface ClientTls {
  /** Certificates of the authorities that it trusts, PEM. */
  readonly ca: readonly string[]
  readonly cert?: string
  readonly key?: string
  readonly passphrase?: string
}

/** Variables that name a file for TLS: https://code.claude.com/docs/en/network-config */
export const tlsFiles = ['NODE_EXTRA_CA_CERTS', 'CLAUDE_CODE_CLIENT_CERT', 'CLAUDE_CODE_CLIENT_KEY'] as const

/** Bytes of such a file that are looked at: every authority of a system together has less than one MiB. */
const mostBytes = 8 * 1024 * 1024

/** Text of a PEM file, or why there is none. A pipe or a device, which could go on for ever, is not read. */
export function pemIn(path: string): { readonly text: string } | { readonly fault: FileFault } {
  if (path === devNull) return { fault: 'empty' }
  const bytes = readBytes(path, mostBytes)
  if (bytes === null) return { fault: isThere(path) ? 'unreadable' : 'missing' }
  const text = bytes.toString('utf8')
  if (text.includes('-----BEGIN ')) return { text }
  if (text.trim() === '') return { fault: 'empty' }
  return { fault: isDer(bytes) ? 'der' : 'no-pem' }
}

function isThere(path: string): boolean {
  try {
    return statSync(path) !== undefined
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

const isDer = (bytes: Buffer): boolean => {
  try {
    return new X509Certificate(bytes).subject !== undefined
  } catch {
    return false
  }
}

/** A certificate of a `.cer` file as PEM text; `null` where it holds none. */
export function derAsPem(path: string): string | null {
  const bytes = readBytes(path, mostBytes)
  try {
    return bytes === null ? null : new X509Certificate(bytes).toString()
  } catch {
    return null
  }
}

const stores = (env: Env): readonly string[] => {
  const named = (env.CLAUDE_CODE_CERT_STORE ?? '').split(',').map((each) => each.trim().toLowerCase())
  const known = named.filter((each) => each === 'bundled' || each === 'system')
  return known.length > 0 ? known : ['bundled', 'system']
}

/** For a server that is only looked at: who asks is none of its business. */
export const withoutClientCertificate = (env: Env): Env => ({
  ...env,
  CLAUDE_CODE_CLIENT_CERT: undefined,
  CLAUDE_CODE_CLIENT_KEY: undefined,
})

/** Words of CLAUDE_CODE_CERT_STORE that name no store, and are passed over. */
export const unknownStores = (env: Env): readonly string[] =>
  (env.CLAUDE_CODE_CERT_STORE ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && !/^(bundled|system)$/i.test(each))

/** What Claude Code brings to TLS with this environment. `everyStore` as if CLAUDE_CODE_CERT_STORE were not set. */
export function clientTls(env: Env, everyStore = false): ClientTls {
  const use = everyStore ? ['bundled', 'system'] : stores(env)
  const text = (name: string): string | undefined => {
    const path = (env[name] ?? '').trim()
    const found = path === '' ? null : pemIn(path)
    return found !== null && 'text' in found ? found.text : undefined
  }
  const extra = text('NODE_EXTRA_CA_CERTS')
  const cert = text('CLAUDE_CODE_CLIENT_CERT')
  const key = text('CLAUDE_CODE_CLIENT_KEY')
  const passphrase = env.CLAUDE_CODE_CLIENT_KEY_PASSPHRASE
  return {
    ca: [
      ...(use.includes('bundled') ? rootCertificates : []),
      ...(use.includes('system') ? getCACertificates('system') : []),
      ...(extra?.includes('BEGIN CERTIFICATE') ? [extra] : []),
    ],
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(passphrase ? { passphrase } : {}),
  }
}

/** Why no connection at all is opened with this certificate and key; `null` when they go together. */
export type PairFault = 'passphrase' | 'no-passphrase' | 'mismatch' | 'not-a-key' | 'not-a-certificate'

/** Looks at certificate and key as TLS does before it sends anything. A half of a pair is no fault: it is not used. */
export function pairFault({ cert, key, passphrase }: ClientTls): PairFault | null {
  if (cert === undefined || key === undefined) return null
  const encrypted = /ENCRYPTED/.test(key)
  if (encrypted && passphrase === undefined) return 'no-passphrase'
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(cert)
  } catch {
    return 'not-a-certificate'
  }
  try {
    const opened = createPrivateKey({ key, ...(passphrase === undefined ? {} : { passphrase }) })
    return certificate.checkPrivateKey(opened) ? null : 'mismatch'
  } catch {
    return encrypted ? 'passphrase' : 'not-a-key'
  }
}

/** Whom a certificate names and until when it is valid; `null` where the text is none. */
export function certificateOf(pem: string): { readonly name: string; readonly endsMs: number } | null {
  try {
    const { subject, validTo } = new X509Certificate(pem)
    return { name: subject.split('\n').at(-1)?.replace(/^CN=/, '') ?? '', endsMs: Date.parse(validTo) }
  } catch {
    return null
  }
}
