import { expect, test } from 'bun:test'
import { presented } from '../present.ts'
import { gatewayVerdict } from './gateway-answers.ts'

const key = presented('ANTHROPIC_AUTH_TOKEN', 'the shell', 'authorization', 'k')
const verdict = (status: number, credential: typeof key | null = key) =>
  gatewayVerdict({ status, headers: new Headers(), text: '{}', elapsedMs: 1 }, { host: 'gate.example', credential })

test('a gateway takes it, refuses it, wants one, or does not know the question', () => {
  expect([verdict(200).kind, verdict(404).kind]).toEqual(['taken', 'unknown'])
  expect(verdict(401)).toMatchObject({
    complaint: { summary: expect.stringContaining('refuses ANTHROPIC_AUTH_TOKEN') },
  })
  expect(verdict(403, null)).toMatchObject({ complaint: { cause: 'missing-credential' } })
})
