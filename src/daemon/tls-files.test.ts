import { expect, test } from 'bun:test'
import { makeCertificates } from '../../test/kit/certificates.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import { asWarmkeyError } from '../errors.ts'
import { readTlsFiles, type TlsFiles } from './tls-files.ts'

const { ca, client, otherName } = makeCertificates()

test('files are read as they are, the home directory included', () => {
  using scratch = makeScratch()
  const caFile = scratch.write('ca.pem', `# our root\r\n${ca}`)
  scratch.write('client.pem', client.cert)
  scratch.write('client.key', client.key)
  expect(readTlsFiles('work', {}, scratch.root)).toBeNull()
  expect(readTlsFiles('work', { caFile }, '/nowhere')).toEqual({ ca: `# our root\r\n${ca}` })
  const mine = { clientCertFile: '~/client.pem', clientKeyFile: '~/client.key' }
  expect(readTlsFiles('work', mine, scratch.root)).toEqual(client)
})

test('what cannot be used is said before a connection is tried', () => {
  using scratch = makeScratch()
  scratch.write('ca.pem', ca)
  scratch.write('cut.pem', ca.slice(0, 300))
  scratch.write('junk.pem', 'junk')
  scratch.write('client.pem', client.cert)
  scratch.write('client.key', client.key)
  scratch.write('other.key', otherName.key)
  const said = (files: TlsFiles): string => {
    const under = (name: string | undefined) => (name === undefined ? undefined : scratch.path(name))
    try {
      readTlsFiles(
        'work',
        {
          caFile: under(files.caFile),
          clientCertFile: under(files.clientCertFile),
          clientKeyFile: under(files.clientKeyFile),
        },
        '/nowhere',
      )
    } catch (thrown) {
      const { code, message } = asWarmkeyError(thrown)
      return `${code}: ${message.replaceAll(`${scratch.root}/`, '')}`
    }
    return 'nothing'
  }
  expect([
    said({ caFile: 'ca.pem' }),
    said({ caFile: 'none.pem' }),
    said({ caFile: 'junk.pem' }),
    said({ caFile: 'cut.pem' }),
    said({ caFile: 'client.key' }),
    said({ clientCertFile: 'client.pem' }),
    said({ clientKeyFile: 'client.key' }),
    said({ clientCertFile: 'client.pem', clientKeyFile: 'other.key' }),
  ]).toEqual([
    'nothing',
    'config-invalid: The file none.pem, which the profile work names for TLS, cannot be read (ENOENT).',
    'config-invalid: The file junk.pem, which the profile work names for TLS, is not a PEM file.',
    'config-invalid: The file cut.pem, which the profile work names for TLS, holds a certificate that cannot be read.',
    'config-invalid: The file client.key, which the profile work names for TLS, holds no certificate.',
    'config-invalid: The profile work names one half of a client certificate.',
    'config-invalid: The profile work names one half of a client certificate.',
    'config-invalid: The file client.pem, which the profile work names for TLS, and its key other.key do not fit together.',
  ])
})
