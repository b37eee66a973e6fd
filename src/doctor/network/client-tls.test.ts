import { expect, test } from 'bun:test'
import { rootCertificates } from 'node:tls'
import { makeOddCertificates } from '../../../test/kit/odd-certificates.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import {
  certificateOf,
  clientTls,
  derAsPem,
  isCertificateFault,
  pairFault,
  pemIn,
  unknownStores,
  withoutClientCertificate,
} from './client-tls.ts'

const { whole, ca, otherKey, lockedKey } = makeOddCertificates()

test('a certificate and its key', () => {
  expect(pairFault({ ca: [], ...whole })).toBeNull()
  expect(pairFault({ ca: [], cert: whole.cert })).toBeNull()
  expect(pairFault({ ca: [], ...whole, key: otherKey })).toBe('mismatch')
  expect(pairFault({ ca: [], ...whole, key: lockedKey })).toBe('no-passphrase')
  expect(pairFault({ ca: [], ...whole, key: lockedKey, passphrase: 'other' })).toBe('passphrase')
  expect(pairFault({ ca: [], ...whole, key: lockedKey, passphrase: 's3cret' })).toBeNull()
  expect(pairFault({ ca: [], cert: whole.key, key: whole.cert })).toBe('not-a-certificate')
  expect(pairFault({ ca: [], cert: whole.cert, key: whole.cert })).toBe('not-a-key')
  expect(certificateOf(whole.cert)?.name).toBe('leaf')
  expect(certificateOf('made up')).toBeNull()
})

test('what a file holds', () => {
  using scratch = makeScratch()
  const der = scratch.write('corp.cer', '')
  Bun.spawnSync(['openssl', 'x509', '-outform', 'der', '-in', scratch.write('ca.pem', ca), '-out', der])
  expect(pemIn(scratch.path('ca.pem'))).toEqual({ text: ca })
  expect(pemIn(der)).toEqual({ fault: 'der' })
  expect(derAsPem(der)).toBe(ca)
  expect(derAsPem(scratch.path('nothing'))).toBeNull()
  expect(pemIn(scratch.path('nothing'))).toEqual({ fault: 'missing' })
  expect(pemIn(scratch.root)).toEqual({ fault: 'unreadable' })
  expect(pemIn(scratch.write('empty.pem', ' \n'))).toEqual({ fault: 'empty' })
  expect(pemIn(scratch.write('note.pem', 'to be filled in'))).toEqual({ fault: 'no-pem' })
  expect(clientTls({ NODE_EXTRA_CA_CERTS: scratch.path('ca.pem'), CLAUDE_CODE_CERT_STORE: 'bundled' }).ca).toEqual([
    ...rootCertificates,
    ca,
  ])
  expect(clientTls({ NODE_EXTRA_CA_CERTS: der, CLAUDE_CODE_CERT_STORE: 'bundled' }).ca).toEqual([...rootCertificates])
})

test.skipIf(process.platform === 'win32')(
  'a pipe without a writer and a device without an end are not waited for',
  () => {
    using scratch = makeScratch()
    const pipe = scratch.path('pipe.pem')
    Bun.spawnSync(['mkfifo', pipe])
    expect(pemIn(pipe)).toEqual({ fault: 'unreadable' })
    expect(derAsPem(pipe)).toBeNull()
    expect(pemIn('/dev/zero')).toEqual({ fault: 'unreadable' })
    expect(pemIn('/dev/null')).toEqual({ fault: 'empty' })
    expect(clientTls({ NODE_EXTRA_CA_CERTS: pipe, CLAUDE_CODE_CERT_STORE: 'bundled' }).ca).toEqual([
      ...rootCertificates,
    ])
  },
)

test('nobody else is shown who asks', () => {
  using scratch = makeScratch()
  const env = {
    CLAUDE_CODE_CLIENT_CERT: scratch.write('c.pem', whole.cert),
    CLAUDE_CODE_CLIENT_KEY: scratch.write('c.key', whole.key),
  }
  expect(clientTls(env).cert).toBe(whole.cert)
  expect(clientTls(withoutClientCertificate(env))).not.toHaveProperty('cert')
})

test('stores', () => {
  expect(unknownStores({ CLAUDE_CODE_CERT_STORE: 'bundled, keychain' })).toEqual(['keychain'])
  expect(clientTls({ CLAUDE_CODE_CERT_STORE: 'keychain' }).ca.length).toBe(clientTls({}).ca.length)
  expect(clientTls({ CLAUDE_CODE_CERT_STORE: 'bundled' }, true).ca.length).toBe(clientTls({}).ca.length)
})

test('which faults are about trust', () => {
  const faults = ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ECONNRESET', 'ETIMEDOUT']
  expect(faults.map(isCertificateFault)).toEqual([true, true, false, false])
})
