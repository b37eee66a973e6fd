import { readFileSync } from 'node:fs'
import { durationMs } from '../../../duration.ts'
import { asWarmkeyError, WarmkeyError } from '../../../errors.ts'
import { proxyFor } from '../../../proxy.ts'
import { expandHome, shortenHome } from '../../home-path.ts'
import type { SourceDeps } from '../source.ts'
import { addressProblem, type VaultOptions } from './options.ts'

type Env = SourceDeps['env']

/** A variable by its OpenBao name, else by Vault's: `BAO_ADDR`, `VAULT_ADDR`. Empty is not set. */
export const fromEnv = (env: Env, name: string): string | undefined =>
  env[`BAO_${name}`] || env[`VAULT_${name}`] || undefined

/** The name under which the value of {@link fromEnv} was found, to be named to a person. */
export const envName = (env: Env, name: string): string => (env[`BAO_${name}`] ? `BAO_${name}` : `VAULT_${name}`)

export interface VaultTls {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly serverName?: string
}

/** Where a Vault is and how it is reached. */
export interface VaultPlace {
  /** Scheme, host, port and perhaps a path, without a slash at the end. */
  readonly base: string
  /** Without slashes at its ends; `null` for the root namespace. */
  readonly namespace: string | null
  readonly proxy: string | false
  /** `null` for the system's trust and no certificate. */
  readonly tls: VaultTls | null
  /** How long one request may take, milliseconds. Default 30 s. */
  readonly timeoutMs: number
}

const wrong = (message: string, remedy: string, cause?: unknown): WarmkeyError =>
  new WarmkeyError('source-failed', message, { remedy, transient: false, ...(cause === undefined ? {} : { cause }) })

/** The address as configured or in the environment; `null` when there is none. */
export const addressOf = ({ address }: VaultOptions, env: Env): string | null => {
  const found = address ?? fromEnv(env, 'ADDR')
  return found === undefined ? null : found.replace(/\/+(?:v1\/*|ui\/*)?$/, '')
}

/** Everything but the secret itself, from the configuration and the environment; files are read anew. */
export function placeOf(
  options: VaultOptions,
  deps: SourceDeps,
  client?: { certFile: string; keyFile: string },
): VaultPlace {
  const { env } = deps
  const base = addressOf(options, env)
  if (base === null) {
    throw wrong(
      'The source "vault" has no address.',
      'Set "address" in the configuration, or VAULT_ADDR where warmkey runs.',
    )
  }
  const problem = addressProblem(base)
  if (problem !== null)
    throw wrong(`The address in ${envName(env, 'ADDR')} ${problem}.`, 'Correct it where warmkey is started.')
  const ca = options.caFile ?? fromEnv(env, 'CACERT')
  const cert = client?.certFile ?? options.clientCertFile ?? fromEnv(env, 'CLIENT_CERT')
  const key = client?.keyFile ?? options.clientKeyFile ?? fromEnv(env, 'CLIENT_KEY')
  const serverName = options.serverName ?? fromEnv(env, 'TLS_SERVER_NAME')
  const namespace = (options.namespace ?? fromEnv(env, 'NAMESPACE') ?? '').replace(/^\/+|\/+$/g, '')
  return {
    base,
    namespace: namespace === '' || namespace === 'root' ? null : namespace,
    proxy: proxyOf(base, options, env),
    tls: readTls({ ca, cert, key, serverName }, deps.home),
    timeoutMs: durationMs(options.timeout) ?? 30_000,
  }
}

function proxyOf(base: string, { proxy }: VaultOptions, env: Env): string | false {
  try {
    return proxyFor(base, proxy ?? fromEnv(env, 'PROXY_ADDR'), env, 'source.proxy')
  } catch (thrown) {
    const { message, remedy } = asWarmkeyError(thrown)
    throw wrong(message, remedy ?? 'Set "proxy" of the source.', thrown)
  }
}

interface TlsNames {
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
  readonly serverName: string | undefined
}

/** Reads the files and proves that they can be used: the runtime reports what it cannot use as a lost connection. */
function readTls({ ca, cert, key, serverName }: TlsNames, home: string): VaultTls | null {
  if ((cert === undefined) !== (key === undefined)) {
    throw wrong('The source "vault" names one half of a client certificate.', 'Name both the certificate and its key.')
  }
  const shown = (file: string) => shortenHome(expandHome(file, home), home)
  const read = (file: string | undefined): string | undefined => {
    if (file === undefined) return undefined
    try {
      return readFileSync(expandHome(file, home), 'utf8')
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
      throw wrong(
        `The file ${shown(file)}, which is to be used with Vault, cannot be read (${code}).`,
        'Correct its path or its mode.',
        cause,
      )
    }
  }
  const prove = (parts: Readonly<Record<string, string | undefined>>, fact: string): void => {
    try {
      const given = Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== undefined))
      // Loaded here, because most places name no file and the module is large.
      process.getBuiltinModule('node:tls').createSecureContext(given)
    } catch (cause) {
      throw wrong(fact, 'Give PEM files, the certificate with its own key.', cause)
    }
  }
  const text = { ca: read(ca), cert: read(cert), key: read(key) }
  if (text.ca !== undefined) {
    const fact = `The file ${shown(ca ?? '')} holds no certificate authority that can be read.`
    if (!text.ca.includes('CERTIFICATE-----')) throw wrong(fact, 'Give a PEM file.')
    prove({ ca: text.ca }, fact)
  }
  if (text.cert !== undefined)
    prove(
      { cert: text.cert, key: text.key },
      `The files ${shown(cert ?? '')} and ${shown(key ?? '')} are no certificate with its key.`,
    )
  const found = Object.entries({ ...text, serverName }).filter(([, value]) => value !== undefined)
  return found.length === 0 ? null : Object.fromEntries(found)
}
