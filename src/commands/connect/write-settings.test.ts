import { expect, test } from 'bun:test'
import { mkdirSync, readFileSync } from 'node:fs'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { claudeConnection } from '../../clients/claude-code/connection.ts'
import { editJson } from '../../clients/settings/json-edit.ts'
import { openKeyStore } from '../../daemon/key-store.ts'
import { baseText } from './base-text.ts'
import { openJournal, sha256 } from './journal.ts'
import { readTarget } from './settings-target.ts'
import { isConnected, type Writing, writeSettings } from './write-settings.ts'

const plan: Writing['plan'] = {
  mode: 'gateway',
  scope: 'user',
  gatewayUrl: 'http://127.0.0.1:9276',
  localKey: 'wk-shown',
  helper: 'x',
  dialect: 'messages',
  upstreamUrl: 'https://llm.example',
}

function writing(scratch: Scratch, path: string): Writing {
  const journal = openJournal(scratch.path('state'), 'linux')
  const places = { state: scratch.path('state'), localKeys: scratch.path('state/local-keys.json') }
  const target = readTarget(path, 'linux')
  const entry = journal.find(path)
  return {
    target,
    entry,
    base: baseText(target, entry, claudeConnection),
    edit: (key) => {
      const edited = editJson('{}', [{ path: ['key'], value: key }])
      if ('refused' in edited) throw new Error(edited.refused)
      return edited
    },
    plan,
    name: 'work',
    id: 'claude-code',
    journal,
    keys: openKeyStore(places, 'linux', createFakeClock()),
    platform: 'linux',
    nowMs: 0,
  }
}

test('journal, file and key speak of the same', () => {
  using scratch = makeScratch()
  const path = scratch.write('settings.json', '{}', 0o644)
  const given = writing(scratch, path)
  writeSettings(given)
  const bytes = readFileSync(path)
  const entry = given.journal.find(path)
  expect(entry).toMatchObject({ before: 'e30=', beforeMode: 0o644, wroteSha256: sha256(bytes), wroteMode: 0o600 })
  expect(given.keys.list()).toMatchObject([{ id: entry?.keyId ?? '', profile: 'work', holder: path }])
  const key: string = JSON.parse(bytes.toString()).key
  expect(given.keys.find(key)).toEqual({ profile: 'work', kind: 'lasting' })
  const now = readTarget(path, 'linux')
  expect(isConnected(now, entry, plan, given.keys)).toBe(true)
  expect(isConnected(now, entry, { ...plan, gatewayUrl: 'http://127.0.0.1:1' }, given.keys)).toBe(false)
  expect(isConnected({ ...now, bytes: Buffer.from('{}') }, entry, plan, given.keys)).toBe(false)
  given.keys.revoke(() => true)
  expect(isConnected(now, entry, plan, given.keys)).toBe(false)
})

test('written anew, the old key ends', () => {
  using scratch = makeScratch()
  const path = scratch.write('settings.json', '{}')
  writeSettings(writing(scratch, path))
  const first: string = JSON.parse(scratch.read('settings.json')).key
  const again = writing(scratch, path)
  writeSettings(again)
  expect(again.keys.list()).toHaveLength(1)
  expect(again.keys.find(first)).toBeNull()
  expect(again.journal.find(path)?.before).toBe('e30=')
})

test('what cannot be written leaves no key, no journal and no directory', () => {
  using scratch = makeScratch()
  const path = scratch.path('a/b/settings.json')
  const given = writing(scratch, path)
  const failing: Writing = {
    ...given,
    edit: (key) => {
      // Somebody puts a directory there between the look and the writing.
      mkdirSync(path, { recursive: true })
      return given.edit(key)
    },
  }
  expect(() => writeSettings(failing)).toThrow(expect.objectContaining({ code: 'settings-refused' }))
  expect([given.keys.list(), given.journal.all()]).toEqual([[], []])
})

test('a file that changed since it was shown is not written', () => {
  using scratch = makeScratch()
  const path = scratch.write('settings.json', '{}')
  const given = writing(scratch, path)
  scratch.write('settings.json', '{"a":1}')
  expect(() => writeSettings(given)).toThrow(
    expect.objectContaining({ message: `${path} was changed at this moment by somebody else.` }),
  )
  expect([scratch.read('settings.json'), given.keys.list()]).toEqual(['{"a":1}', []])
})
