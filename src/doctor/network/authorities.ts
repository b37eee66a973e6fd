import { join } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'

/** Variables in which other tools are told of a company's own authority; Claude Code reads none of them. */
const variables = [
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'AWS_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'PIP_CERT',
]

/** Where administrators and debugging proxies put such a file. */
const folders = [
  '/usr/local/share/ca-certificates',
  '/etc/pki/ca-trust/source/anchors',
  '/etc/ca-certificates/trust-source/anchors',
]
const inHome = ['.mitmproxy/mitmproxy-ca-cert.pem', '.charles/ca/charles-proxy-ca.pem']

/** Files of this machine that may hold the authority that is missing, each once, the likeliest first. At most 20. */
export function authorityFiles({ env, home, list, read }: ClientWorld): string[] {
  const named = variables.flatMap((name) => env[name]?.trim() || [])
  const stored = folders.flatMap((folder) =>
    list(folder)
      .filter((name) => /\.(crt|pem)$/.test(name))
      .map((name) => join(folder, name)),
  )
  const all = [...new Set([...named, ...inHome.map((name) => join(home, name)), ...stored])]
  return all.filter((file) => String(read(file)).includes('BEGIN CERTIFICATE')).slice(0, 20)
}
