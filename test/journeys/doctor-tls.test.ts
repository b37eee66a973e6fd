/** Certificates, of servers and of the client: each story is one that something is wrong with, and the doctor names that alone. */
import { describe, expect, test } from 'bun:test'
import { createServer } from 'node:https'
import { makeCertificates, type Pair } from '../kit/certificates.ts'
import { tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, onePromptOf, type Scenario, tell } from '../kit/doctor-world.ts'
import { makeOddCertificates } from '../kit/odd-certificates.ts'
import { missing } from '../kit/parts.ts'

const plain = makeCertificates()
const odd = makeOddCertificates()

/** A server that says what the upstream says, behind TLS with this pair; `clientCa` signs whom it wants to see. */
async function behindTls(world: DoctorWorld, pair: Pair, clientCa?: string): Promise<void> {
  const wants = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }
  const server = createServer({ ...pair, ...wants }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', async () => {
      const { method = 'GET', url = '/', headers } = request
      const body = Buffer.concat(chunks)
      const answer = await fetch(`${world.upstream.url}${url}`, {
        method,
        headers: { ...(headers as Record<string, string>), host: new URL(world.upstream.url).host },
        ...(body.length === 0 ? {} : { body }),
      })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
      response.end(Buffer.from(await answer.arrayBuffer()))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  world.keep(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  world.env.ANTHROPIC_BASE_URL = `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

const trusting = (world: DoctorWorld, ca: string): void => {
  world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', ca)
}

/** A server that wants to see who asks, and a client that shows this. */
const mutual = async (world: DoctorWorld, shows: Partial<Pair>): Promise<void> => {
  await behindTls(world, plain.server, plain.ca)
  trusting(world, plain.ca)
  if (shows.cert !== undefined)
    world.env.CLAUDE_CODE_CLIENT_CERT = world.scratch.write('client/me.pem', shows.cert, 0o600)
  if (shows.key !== undefined) world.env.CLAUDE_CODE_CLIENT_KEY = world.scratch.write('client/me.key', shows.key, 0o600)
}
const showing = (world: DoctorWorld): void => {
  world.env.CLAUDE_CODE_CLIENT_CERT = world.scratch.write('good/me.pem', plain.client.cert)
  world.env.CLAUDE_CODE_CLIENT_KEY = world.scratch.write('good/me.key', plain.client.key)
}
const toUpstream = (world: DoctorWorld): void => {
  world.env.ANTHROPIC_BASE_URL = world.upstream.url
}

/** The key of the client's certificate under a passphrase. */
const locked = (world: DoctorWorld): Pair => {
  const file = world.scratch.path('locked.key')
  const key = world.scratch.write('open.key', plain.client.key)
  Bun.spawnSync(['openssl', 'pkcs8', '-topk8', '-in', key, '-v2', 'aes256', '-passout', 'pass:s3cret', '-out', file])
  return { cert: plain.client.cert, key: world.scratch.read('locked.key') }
}

const scenarios: readonly Scenario[] = [
  {
    name: 'a server whose certificate has ended',
    set: async (world) => {
      await behindTls(world, odd.expired)
      trusting(world, odd.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /to renew its certificate/,
    cure: toUpstream,
  },
  {
    name: 'a server whose certificate has not begun',
    set: async (world) => {
      await behindTls(world, odd.notYetValid)
      trusting(world, odd.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /to renew its certificate/,
    cure: toUpstream,
  },
  {
    name: 'a server that has signed for itself',
    set: (world) => behindTls(world, odd.selfSigned),
    root: 'tls-trusted',
    cause: 'tls',
    fix: /root certificate of "printer".*then type: export NODE_EXTRA_CA_CERTS=<the file>/,
    cure: (world) => trusting(world, odd.selfSigned.cert),
  },
  {
    name: 'a server that leaves out who signed in between',
    set: async (world) => {
      await behindTls(world, odd.byIntermediate)
      trusting(world, odd.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /to send its whole chain, with the certificate of "Corp Issuing 2" behind/,
    cure: async (world) => behindTls(world, odd.whole),
  },
  {
    name: 'an authority as DER where PEM is read',
    set: async (world) => {
      await behindTls(world, odd.whole)
      const file = world.scratch.path('corp.cer')
      Bun.spawnSync(['openssl', 'x509', '-outform', 'der', '-in', world.scratch.write('ca', odd.ca), '-out', file])
      world.env.NODE_EXTRA_CA_CERTS = file
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /^Type: openssl x509 -inform der -in \S+corp\.cer -out \S+corp\.pem && export NODE_EXTRA_CA_CERTS=\S+corp\.pem$/,
    cure: (world) => {
      Bun.spawnSync(['openssl', 'x509', '-inform', 'der', '-in', 'corp.cer', '-out', 'corp.pem'], {
        cwd: world.scratch.root,
      })
      world.env.NODE_EXTRA_CA_CERTS = world.scratch.path('corp.pem')
    },
  },
  {
    name: 'a file of authorities that is not there, of which another tool knows a better one',
    set: async (world) => {
      await behindTls(world, odd.whole)
      world.env.NODE_EXTRA_CA_CERTS = world.scratch.path('gone.pem')
      world.env.REQUESTS_CA_BUNDLE = world.scratch.write('corp-bundle.pem', odd.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /^Type: export NODE_EXTRA_CA_CERTS=\S+corp-bundle\.pem$/,
    cure: ({ env }) => void Object.assign(env, { NODE_EXTRA_CA_CERTS: env.REQUESTS_CA_BUNDLE }),
  },
  {
    name: 'an empty file of authorities',
    set: async (world) => {
      await behindTls(world, odd.whole)
      trusting(world, '')
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /root certificate of/,
    cure: (world) => trusting(world, odd.ca),
  },
  {
    name: 'a choice of stores that leaves out the store that trusts the server',
    set: async (world) => {
      await behindTls(world, odd.whole)
      // The runtime counts that file among the store of the system.
      world.env.SSL_CERT_FILE = world.scratch.write('system.pem', odd.ca)
      world.env.CLAUDE_CODE_CERT_STORE = 'bundled'
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /^Type: unset CLAUDE_CODE_CERT_STORE$/,
    cure: ({ env }) => void delete env.CLAUDE_CODE_CERT_STORE,
  },
  {
    name: 'a server that wants a client certificate, and none is set',
    set: (world) => mutual(world, {}),
    root: 'certificate-wanted',
    cause: 'tls',
    fix: /for a client certificate as a PEM file, then type: export CLAUDE_CODE_CLIENT_CERT=<the file>/,
    cure: showing,
  },
  {
    name: 'a client certificate whose file is gone',
    set: async (world) => {
      await mutual(world, { key: plain.client.key })
      world.env.CLAUDE_CODE_CLIENT_CERT = world.scratch.path('client/gone.pem')
    },
    root: 'certificate-wanted',
    cause: 'tls',
    fix: /CLAUDE_CODE_CLIENT_CERT=<the file>/,
    cure: showing,
  },
  {
    name: 'a client certificate without its key',
    set: (world) => mutual(world, { cert: plain.client.cert }),
    root: 'certificate-wanted',
    cause: 'tls',
    fix: /CLAUDE_CODE_CLIENT_KEY=<the file>/,
    cure: showing,
  },
  {
    name: 'a client certificate of somebody else',
    set: (world) => mutual(world, makeCertificates().client),
    root: 'certificate-wanted',
    cause: 'tls',
    fix: /for a new client certificate/,
    cure: showing,
  },
  {
    name: 'a client certificate with the key of another, whose own key lies beside it',
    set: async (world) => {
      await mutual(world, { cert: plain.client.cert, key: odd.otherKey })
      world.scratch.write('client/right.key', plain.client.key, 0o600)
    },
    root: 'client-certificate',
    cause: 'tls',
    fix: /^Type: export CLAUDE_CODE_CLIENT_KEY=\S+client\/right\.key$/,
    cure: (world) => {
      world.env.CLAUDE_CODE_CLIENT_KEY = world.scratch.path('client/right.key')
    },
  },
  {
    name: 'client certificate and key the wrong way round',
    set: (world) => mutual(world, { cert: plain.client.key, key: plain.client.cert }),
    root: 'client-certificate',
    cause: 'tls',
    fix: /^Type: export CLAUDE_CODE_CLIENT_CERT=\S+me\.key CLAUDE_CODE_CLIENT_KEY=\S+me\.pem$/,
    cure: showing,
  },
  {
    name: 'an encrypted key without its passphrase',
    set: (world) => mutual(world, locked(world)),
    root: 'client-certificate',
    cause: 'tls',
    fix: /^Type: export CLAUDE_CODE_CLIENT_KEY_PASSPHRASE=<the passphrase of the key>$/,
    cure: ({ env }) => void Object.assign(env, { CLAUDE_CODE_CLIENT_KEY_PASSPHRASE: 's3cret' }),
  },
  {
    name: 'an encrypted key with a wrong passphrase',
    set: async (world) => {
      await mutual(world, locked(world))
      world.env.CLAUDE_CODE_CLIENT_KEY_PASSPHRASE = 'wr0ng'
    },
    root: 'client-certificate',
    cause: 'tls',
    fix: /CLAUDE_CODE_CLIENT_KEY_PASSPHRASE=<the passphrase/,
    cure: ({ env }) => void Object.assign(env, { CLAUDE_CODE_CLIENT_KEY_PASSPHRASE: 's3cret' }),
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario), 20_000)

  test.skipIf(missing('faketime'))(
    'a clock for which a good certificate has ended',
    () =>
      tell({
        name: 'the clock',
        set: async (world) => {
          await behindTls(world, plain.server)
          trusting(world, plain.ca)
          world.env.LD_PRELOAD = '/usr/$LIB/faketime/libfaketime.so.1'
          world.env.FAKETIME = '+3d'
        },
        root: 'tls-trusted',
        cause: 'clock-skew',
        fix: /set-ntp/,
        cure: ({ env }) => void delete env.LD_PRELOAD,
      }),
    20_000,
  )
})

for (const [what, file] of [
  ['that is not there', 'gone.pem'],
  ['that is empty', 'empty.pem'],
] as const)
  test(`the doctor is surprised by a file of authorities ${what}, where nobody misses it`, () =>
    tellSurprise({
      name: what,
      set: (world) => {
        world.scratch.write('empty.pem', '')
        world.env.NODE_EXTRA_CA_CERTS = world.scratch.path(file)
      },
      check: 'tls-files',
      says: /NODE_EXTRA_CA_CERTS names \S+, which is/,
      fix: /^Type: unset NODE_EXTRA_CA_CERTS$/,
    }))

test('the doctor is surprised by a store that there is not', () =>
  tellSurprise({
    name: 'store',
    set: ({ env }) => void Object.assign(env, { CLAUDE_CODE_CERT_STORE: 'keychain' }),
    check: 'tls-files',
    says: /"keychain"/,
    fix: /^Type: unset CLAUDE_CODE_CERT_STORE$/,
  }))

test.skipIf(missing('claude-2.1.329'))(
  'the real client is not answered with the wrong key, and is with the one that the doctor names',
  async () => {
    await using world = await doctorWorld()
    await mutual(world, { cert: plain.client.cert, key: odd.otherKey })
    world.scratch.write('client/right.key', plain.client.key, 0o600)
    expect((await onePromptOf(world)).code).not.toBe(0)
    const fix = (await world.doctor()).findings.find(({ check }) => check === 'client-certificate')?.fix ?? ''
    world.env.CLAUDE_CODE_CLIENT_KEY = /CLAUDE_CODE_CLIENT_KEY=(\S+)$/.exec(fix)?.[1] ?? ''
    expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
  },
  30_000,
)
