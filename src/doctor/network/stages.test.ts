import { afterAll, expect, test } from 'bun:test'
import { createServer, type Server } from 'node:https'
import { makeCertificates, type Pair } from '../../../test/kit/certificates.ts'
import { makeOddCertificates } from '../../../test/kit/odd-certificates.ts'
import { systemClock } from '../../clock.ts'
import { connectOnce, faultOfConnecting, lookUpName, shakeHands, spokenTo, type Way } from './stages.ts'

const plain = makeCertificates()
const odd = makeOddCertificates()
const { signal } = new AbortController()
const servers: Server[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

const serving = async (pair: Pair, clientCa?: string): Promise<Way> => {
  const wants = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true }
  const server = createServer({ ...pair, ...wants }, (_, response) => void response.end('hello'))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    hostname: '127.0.0.1',
    port: typeof address === 'object' && address !== null ? address.port : 0,
    proxy: null,
  }
}

test('each way in which a certificate is not trusted', async () => {
  const seen = async (pair: Pair, ca: readonly string[]) => {
    const { code, trusted, alone } = await shakeHands(await serving(pair), { ca }, signal)
    return [trusted, code, alone]
  }
  expect(await seen(odd.whole, [odd.ca])).toEqual([true, '', false])
  expect(await seen(odd.byIntermediate, [odd.ca])).toEqual([false, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', true])
  expect(await seen(odd.expired, [odd.ca])).toEqual([false, 'CERT_HAS_EXPIRED', false])
  expect(await seen(odd.notYetValid, [odd.ca])).toEqual([false, 'CERT_NOT_YET_VALID', false])
  expect(await seen(odd.selfSigned, [odd.ca])).toEqual([false, 'DEPTH_ZERO_SELF_SIGNED_CERT', false])
  expect(await seen(plain.otherName, [plain.ca])).toEqual([false, 'ERR_TLS_CERT_ALTNAME_INVALID', false])
})

test('who signed, for whom, and for how long', async () => {
  const { issuer, names, beginsMs, endsMs, linked } = await shakeHands(
    await serving(odd.expired),
    { ca: [odd.ca] },
    signal,
  )
  expect([issuer, linked]).toEqual(['warmkey odd', false])
  expect(names).toContain('llm.corp.test')
  expect([beginsMs, endsMs].map((ms) => new Date(ms).getUTCFullYear())).toEqual([2020, 2020])
})

test('a server that wants a certificate says so at the first word', async () => {
  const way = await serving(plain.server, plain.ca)
  expect((await spokenTo(way, { ca: [plain.ca] }, signal)).alert).toContain('CERTIFICATE_REQUIRED')
  const { alert, dateMs } = await spokenTo(way, { ca: [plain.ca], ...plain.client }, signal)
  expect([alert, dateMs === null]).toEqual([null, false])
})

test('nobody there', async () => {
  const way = await serving(plain.server)
  await connectOnce(way, signal)
  await expect(connectOnce({ ...way, port: 1 }, signal)).rejects.toThrow('ECONNREFUSED')
  expect(await lookUpName('127.0.0.1', signal)).toEqual(['127.0.0.1'])
})

test('somebody listens, and nobody', async () => {
  const way = await serving(plain.server)
  const within = { clock: systemClock, mostMs: 2_000 }
  expect(await faultOfConnecting(way, within, signal)).toBeNull()
  const server = servers.pop()
  await new Promise((resolve) => server?.close(resolve))
  expect(await faultOfConnecting(way, within, signal)).toBe('ECONNREFUSED')
})
