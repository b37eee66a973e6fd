import { expect, test } from 'bun:test'
import { signatures } from '../index.ts'
import { indexOf } from './card-index.ts'
import { evidenceBeside, evidenceOf, inParts } from './evidence-of.ts'
import type { Pasted } from './pasted.ts'
import { readRecord } from './said.ts'

const said = (text: string) => readRecord(text, indexOf(signatures))
const pasted = (over: Partial<Pasted> = {}): Pasted => ({ text: '', status: null, headers: null, ...over })

test('what was given and what is printed are both known', () => {
  const evidence = evidenceOf(
    said('API Error: 403 no'),
    pasted({ status: 401, headers: new Headers({ 'x-amzn-errortype': 'a.b#ExpiredToken:http://c' }) }),
  )
  expect([...(evidence.statuses ?? [])]).toEqual([401, 403])
  expect([...(evidence.codes ?? [])]).toEqual(['expiredtoken'])
  expect(evidenceOf(said('no'), pasted()).statuses).toBeNull()
})

test('the code of bare words is not known, that of an object without one is', () => {
  expect(evidenceOf(said('Invalid bearer token'), pasted({ status: 401 })).codes).toBeNull()
  expect(evidenceOf(said('{"message":"no"}'), pasted({ status: 401 })).codes).toEqual(new Set())
  expect(evidenceOf(said('Invalid bearer token'), pasted()).codes).toEqual(new Set())
})

test('parts of lines are messages too, where they are asked for', () => {
  const whole = evidenceOf(said('API Error: 403 Invalid Token'), pasted())
  expect(whole.messages).not.toContain('Invalid Token')
  expect(inParts(whole, said('API Error: 403 Invalid Token')).messages).toContain('Invalid Token')
})

test('beside a text only what was given is known', () => {
  const evidence = evidenceBeside(pasted({ text: ' no \n', status: 403, provider: 'aws' }))
  expect([evidence.statuses, evidence.messages, evidence.provider]).toEqual([[403], ['no'], 'aws'])
})
