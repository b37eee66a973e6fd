/** Certificates, of servers and of the client: each story is one that something is wrong with. */
import { makeCertificates, type Pair } from '../../kit/certificates.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'
import { makeOddCertificates } from '../../kit/odd-certificates.ts'
import { type TlsFront, tlsFront } from '../../kit/tls-front.ts'

const plain = makeCertificates()
export const odd = makeOddCertificates()

/** The upstream behind TLS with this pair; `clientCa` signs whom it wants to see. */
async function behindTls(world: DoctorWorld, pair: Pair, clientCa?: string): Promise<TlsFront> {
  const front = await tlsFront(world, pair, clientCa === undefined ? {} : { clientCa })
  world.env.ANTHROPIC_BASE_URL = `https://127.0.0.1:${front.port}`
  return front
}

const hostOf = ({ env }: DoctorWorld): string => new URL(env.ANTHROPIC_BASE_URL ?? '').host

/** A server whose owner gives it the better pair when he is asked for it. */
async function mendedBy(world: DoctorWorld, pair: Pair, request: RegExp, better: Pair): Promise<void> {
  const front = await behindTls(world, pair)
  world.owners.set(hostOf(world), async (asked) => {
    if (!request.test(asked)) return false
    await front.becomes(better)
    return true
  })
}

/** The owner of the server hands out this file when he is asked for it. */
const handsOut = (world: DoctorWorld, request: RegExp, text: string): void =>
  void world.owners.set(
    hostOf(world),
    (asked) => request.test(asked) && world.scratch.write('person/given.pem', text, 0o600),
  )

const bothOf = ({ cert, key }: Pair): string => cert + key

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
/** The same with the key of another, while its own lies beside it. */
export const withTheWrongKey = async (world: DoctorWorld): Promise<void> => {
  await mutual(world, { cert: plain.client.cert, key: odd.otherKey })
  world.scratch.write('client/right.key', plain.client.key, 0o600)
}
/** The same with none; a good one is handed out to whoever asks. */
export const withoutCertificate = async (world: DoctorWorld): Promise<void> => {
  await mutual(world, {})
  handsOut(world, /client certificate and its key in one PEM file/, bothOf(plain.client))
}

/** The key of the client's certificate under a passphrase. */
const locked = (world: DoctorWorld): Pair => {
  const file = world.scratch.path('locked.key')
  const key = world.scratch.write('open.key', plain.client.key)
  Bun.spawnSync(['openssl', 'pkcs8', '-topk8', '-in', key, '-v2', 'aes256', '-passout', 'pass:s3cret', '-out', file])
  return { cert: plain.client.cert, key: world.scratch.read('locked.key') }
}

export const tls: readonly Scenario[] = [
  {
    name: 'a server whose certificate has ended',
    set: async (world) => {
      await mendedBy(world, odd.expired, /renew its certificate/, odd.whole)
      trusting(world, odd.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /to renew its certificate/,
  },
  {
    name: 'a server whose certificate has not begun',
    set: async (world) => {
      await mendedBy(world, odd.notYetValid, /renew its certificate/, odd.whole)
      trusting(world, odd.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /to renew its certificate/,
  },
  {
    name: 'a server that has signed for itself',
    set: async (world) => {
      await behindTls(world, odd.selfSigned)
      handsOut(world, /root certificate of "printer"/, odd.selfSigned.cert)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /root certificate of "printer".*then type: export NODE_EXTRA_CA_CERTS=<the file>/,
  },
  {
    name: 'a server that leaves out who signed in between',
    set: async (world) => {
      await mendedBy(world, odd.byIntermediate, /send its whole chain, .*"Corp Issuing 2"/, odd.whole)
      trusting(world, odd.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /to send its whole chain, with the certificate of "Corp Issuing 2" behind/,
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
  },
  {
    name: 'an empty file of authorities',
    set: async (world) => {
      await behindTls(world, odd.whole)
      trusting(world, '')
      handsOut(world, /root certificate of/, odd.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /root certificate of/,
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
  },
  {
    name: 'a server that wants a client certificate, and none is set',
    set: withoutCertificate,
    root: 'certificate-wanted',
    cause: 'tls',
    fix: /for a client certificate and its key in one PEM file, then type: export CLAUDE_CODE_CLIENT_CERT=<the file> CLAUDE_CODE_CLIENT_KEY=<the file>$/,
  },
  {
    name: 'a client certificate whose file is gone',
    set: async (world) => {
      await mutual(world, { key: plain.client.key })
      world.env.CLAUDE_CODE_CLIENT_CERT = world.scratch.path('client/gone.pem')
      handsOut(world, /client certificate and its key in one PEM file/, bothOf(plain.client))
    },
    root: 'certificate-wanted',
    cause: 'tls',
    fix: /CLAUDE_CODE_CLIENT_CERT=<the file>/,
  },
  {
    name: 'a client certificate without its key',
    set: async (world) => {
      await mutual(world, { cert: plain.client.cert })
      handsOut(world, /the key of the client certificate as a PEM file/, plain.client.key)
    },
    root: 'certificate-wanted',
    cause: 'tls',
    fix: /CLAUDE_CODE_CLIENT_KEY=<the file>/,
  },
  {
    name: 'a client certificate of somebody else',
    set: async (world) => {
      await mutual(world, makeCertificates().client)
      handsOut(world, /new client certificate and its key in one PEM file/, bothOf(plain.client))
    },
    root: 'certificate-wanted',
    cause: 'tls',
    fix: /for a new client certificate and its key/,
  },
  {
    name: 'a client certificate with the key of another, whose own key lies beside it',
    set: withTheWrongKey,
    root: 'client-certificate',
    cause: 'tls',
    fix: /^Type: export CLAUDE_CODE_CLIENT_KEY=\S+client\/right\.key$/,
  },
  {
    name: 'client certificate and key the wrong way round',
    set: (world) => mutual(world, { cert: plain.client.key, key: plain.client.cert }),
    root: 'client-certificate',
    cause: 'tls',
    fix: /^Type: export CLAUDE_CODE_CLIENT_CERT=\S+me\.key CLAUDE_CODE_CLIENT_KEY=\S+me\.pem$/,
  },
  {
    name: 'an encrypted key without its passphrase',
    set: async (world) => {
      await mutual(world, locked(world))
      world.knows.set('the passphrase of the key', 's3cret')
    },
    root: 'client-certificate',
    cause: 'tls',
    fix: /^Type: export CLAUDE_CODE_CLIENT_KEY_PASSPHRASE=<the passphrase of the key>$/,
  },
  {
    name: 'an encrypted key with a wrong passphrase',
    set: async (world) => {
      await mutual(world, locked(world))
      world.env.CLAUDE_CODE_CLIENT_KEY_PASSPHRASE = 'wr0ng'
      world.knows.set('the passphrase of the key', 's3cret')
    },
    root: 'client-certificate',
    cause: 'tls',
    fix: /CLAUDE_CODE_CLIENT_KEY_PASSPHRASE=<the passphrase/,
  },
  {
    name: 'a clock for which a good certificate has ended',
    set: async (world) => {
      await behindTls(world, plain.server)
      trusting(world, plain.ca)
      world.env.LD_PRELOAD = '/usr/$LIB/faketime/libfaketime.so.1'
      world.env.FAKETIME_TIMESTAMP_FILE = world.scratch.write('person/clock', '+3d\n')
    },
    root: 'tls-trusted',
    cause: 'clock-skew',
    fix: /set-ntp/,
    needs: ['faketime'],
  },
]
