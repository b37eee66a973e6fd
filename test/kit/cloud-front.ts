/**
 * The way from this machine to a cloud, as a company's proxy: it opens tunnels to the names that the test has given an
 * address on loopback, and to no others, so that a client with its real addresses reaches doubles, by real TLS.
 */
import { connect, createServer, type Socket } from 'node:net'
import { makeScratch } from './scratch.ts'

export interface CloudFront extends AsyncDisposable {
  /** For `HTTPS_PROXY`. */
  readonly url: string
  /** A certificate and its key for all of the names, PEM. */
  readonly tls: { readonly cert: string; readonly key: string }
  /** The authority that signed it, PEM; for the file of `NODE_EXTRA_CA_CERTS`. */
  readonly ca: string
  /** Names that were asked for, in order; those without an address got 502. */
  readonly asked: readonly string[]
  /** From now on this name, or whatever ends in it where it begins with `*`, leads to this port of loopback; `null`: to nothing. */
  lead(name: string, port: number | null): void
}

/** Names of Google and Azure that a certificate has to have. A `*` stands for one label. */
const names = [
  '*.googleapis.com',
  '*.us.rep.googleapis.com',
  '*.eu.rep.googleapis.com',
  'login.microsoftonline.com',
  '*.services.ai.azure.com',
  'localhost',
]

let made: { readonly cert: string; readonly key: string; readonly ca: string } | null = null

/** One certificate for a run of tests: making it costs more than a test. */
function certificate(): { readonly cert: string; readonly key: string; readonly ca: string } {
  if (made !== null) return made
  using scratch = makeScratch()
  const openssl = (...args: readonly string[]) => {
    const { exitCode, stderr } = Bun.spawnSync(['openssl', ...args], { cwd: scratch.root, stdin: 'ignore' })
    if (exitCode !== 0) throw new Error(`openssl ${args[0]}: ${stderr}`)
  }
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  openssl('req', '-x509', ...newKey, '-days', '1', '-subj', '/CN=a cloud', '-keyout', 'ca.key', '-out', 'ca.pem')
  scratch.write('extension', `subjectAltName=IP:127.0.0.1,${names.map((name) => `DNS:${name}`).join(',')}`)
  openssl('req', ...newKey, '-subj', '/CN=double', '-keyout', 'key.pem', '-out', 'request.pem')
  const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '1', '-extfile', 'extension']
  openssl('x509', '-req', '-in', 'request.pem', ...by, '-out', 'cert.pem')
  made = { cert: scratch.read('cert.pem'), key: scratch.read('key.pem'), ca: scratch.read('ca.pem') }
  return made
}

export async function startCloudFront(): Promise<CloudFront> {
  const { ca, ...tls } = certificate()
  const asked: string[] = []
  const ports = new Map<string, number | null>()
  const open = new Set<Socket>()
  const track = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
  }
  const portOf = (host: string): number | null => {
    const known = ports.get(host)
    if (known !== undefined) return known
    const [, port = null] = [...ports].find(([name]) => name.startsWith('*') && host.endsWith(name.slice(1))) ?? []
    return port
  }
  const listener = createServer((client) => {
    track(client)
    let head = ''
    const read = (chunk: Buffer) => {
      head += chunk.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      client.off('data', read)
      const host = /^CONNECT ([^\s:]+):443 /.exec(head)?.[1] ?? ''
      asked.push(host)
      const port = portOf(host)
      if (port === null) return void client.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n')
      const server = connect(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
        client.pipe(server)
        server.pipe(client)
      })
      track(server)
      client.on('close', () => server.destroy())
      server.on('close', () => client.destroy())
    }
    client.on('data', read)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    tls,
    ca,
    asked,
    lead: (name, to) => void ports.set(name, to),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => listener.close(resolve))
    },
  }
}
