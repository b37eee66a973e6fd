import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import type { ConnectPlan } from '../settings/connection.ts'
import { opencodeConnection } from './connection.ts'

const plan: ConnectPlan = {
  mode: 'gateway',
  scope: 'user',
  gatewayUrl: 'http://127.0.0.1:9276',
  localKey: 'wk-local',
  helper: '',
  dialect: 'messages',
  upstreamUrl: 'https://llm.example',
}
const elsewhere = { provider: { anthropic: { options: { baseURL: 'https://x' } } } }
const notes = (paper: Paper, scope: ConnectPlan['scope'] = 'user') =>
  opencodeConnection.notes(paperWorld(paper), { ...plan, scope }).stillWins

test('where each scope lives: the file with comments where there is one', () => {
  const path = (paper: Paper, scope: ConnectPlan['scope'] = 'user') => opencodeConnection.path(paperWorld(paper), scope)
  expect(path({})).toBe('/home/dev/.config/opencode/opencode.json')
  expect(path({ env: { XDG_CONFIG_HOME: '/cfg' } })).toBe('/cfg/opencode/opencode.json')
  expect(path({ files: { '/home/dev/.config/opencode/opencode.jsonc': '{}' } })).toBe(
    '/home/dev/.config/opencode/opencode.jsonc',
  )
  expect(path({}, 'project')).toBe('/home/dev/shop/opencode.json')
})

test('comments and trailing commas stay where they are', () => {
  const text = '{\n  // mine\n  "model": "anthropic/claude-sonnet-5", // the fast one\n}\n'
  const result = opencodeConnection.connect(text, plan, paperWorld())
  if ('refused' in result) throw new Error(result.refused)
  expect(result.text).toBe(`{
  "provider": {
    "anthropic": {
      "options": {
        "baseURL": "http://127.0.0.1:9276/v1",
        "apiKey": "wk-local"
      }
    }
  },
  // mine
  "model": "anthropic/claude-sonnet-5", // the fast one
}
`)
  expect(opencodeConnection.disconnect(result.text, result.records)).toEqual({ text, conflicts: [] })
})

test('what is merged over it and speaks of the provider is named', () => {
  expect(notes({ files: { '/home/dev/shop/opencode.json': elsewhere } })).toEqual([
    '/home/dev/shop/opencode.json sets options of the provider "anthropic", and it beats these settings.',
  ])
  expect(notes({ files: { '/home/dev/opencode.jsonc': elsewhere } })).toHaveLength(1)
  expect(notes({ files: { '/home/dev/opencode.jsonc': elsewhere, '/home/dev/shop/.git/HEAD': '' } })).toEqual([])
  expect(notes({ files: { '/home/dev/shop/opencode.json': elsewhere } }, 'project')).toEqual([])
  expect(notes({ files: { '/x.json': elsewhere }, env: { OPENCODE_CONFIG: '/x.json' } })).toHaveLength(1)
  expect(notes({ env: { OPENCODE_CONFIG_CONTENT: JSON.stringify(elsewhere) } })).toHaveLength(1)
  expect(notes({ files: { '/home/dev/shop/opencode.json': { model: 'x' } } })).toEqual([])
})

test('a proxy that would take what is meant for warmkey is named', () => {
  expect(notes({ env: { HTTP_PROXY: 'http://p:1' } })).toEqual([expect.stringContaining('Add 127.0.0.1 to NO_PROXY.')])
  expect(notes({ env: { HTTP_PROXY: 'http://p:1', NO_PROXY: '127.0.0.1' } })).toEqual([])
})

test('what cannot be edited is refused by name', () => {
  expect(opencodeConnection.connect('{"provider": 1}', plan, paperWorld())).toEqual({
    refused: '/home/dev/.config/opencode/opencode.json has a "provider" that is no object.',
  })
})
