import { readFileSync } from 'node:fs'
import { expandHome } from '../credential/home-path.ts'
import { WarmkeyError } from '../errors.ts'
import type { Upstream } from '../gateway/upstream.ts'

/** Where a profile says that its certificates are. */
export interface TlsFiles {
  readonly caFile?: string | undefined
  readonly clientCertFile?: string | undefined
  readonly clientKeyFile?: string | undefined
}

/**
 * Reads the PEM files that a profile names and proves that they can be used, because the runtime reports what it cannot
 * use as a connection that nobody took. Throws `config-invalid`; `null` when the profile names none.
 */
export function readTlsFiles(profile: string, files: TlsFiles, home: string): Upstream['tls'] {
  const { caFile, clientCertFile, clientKeyFile } = files
  if (caFile === undefined && clientCertFile === undefined && clientKeyFile === undefined) return null
  if ((clientCertFile === undefined) !== (clientKeyFile === undefined)) {
    throw new WarmkeyError('config-invalid', `The profile ${profile} names one half of a client certificate.`, {
      remedy: 'Set `upstream.clientCertFile` and `upstream.clientKeyFile`.',
    })
  }
  const read = (file: string | undefined): string | undefined => {
    if (file === undefined) return undefined
    const path = expandHome(file, home)
    let text: string
    try {
      text = readFileSync(path, 'utf8')
    } catch (cause) {
      throw unusable(profile, path, `cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'})`, cause)
    }
    if (!text.includes('-----BEGIN ')) throw unusable(profile, path, 'is not a PEM file')
    return text
  }
  const [ca, cert, key] = [read(caFile), read(clientCertFile), read(clientKeyFile)]
  if (caFile !== undefined && ca?.includes('CERTIFICATE-----') === false)
    throw unusable(profile, caFile, 'holds no certificate')
  prove({ ca }, (cause) => unusable(profile, caFile ?? '', 'holds a certificate that cannot be read', cause))
  prove({ cert, key }, (cause) =>
    unusable(profile, clientCertFile ?? '', `and its key ${clientKeyFile ?? ''} do not fit together`, cause),
  )
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
}

function prove(parts: Readonly<Record<string, string | undefined>>, wrong: (cause: unknown) => WarmkeyError): void {
  const given = Object.entries(parts).filter((pair): pair is [string, string] => pair[1] !== undefined)
  if (given.length === 0) return
  try {
    // Loaded here, because most profiles name no file and the module is large.
    process.getBuiltinModule('node:tls').createSecureContext(Object.fromEntries(given))
  } catch (cause) {
    throw wrong(cause)
  }
}

const unusable = (profile: string, path: string, fact: string, cause?: unknown): WarmkeyError =>
  new WarmkeyError('config-invalid', `The file ${path}, which the profile ${profile} names for TLS, ${fact}.`, {
    remedy: 'Correct the file, its path or its mode.',
    ...(cause === undefined ? {} : { cause }),
  })
