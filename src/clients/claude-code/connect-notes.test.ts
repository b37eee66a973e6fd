import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import type { ConnectPlan } from '../settings/connection.ts'
import { connectNotes } from './connect-notes.ts'

const plan: ConnectPlan = {
  mode: 'gateway',
  scope: 'user',
  gatewayUrl: 'http://127.0.0.1:9276',
  localKey: 'wk-local',
  helper: '/opt/warmkey token',
  dialect: 'messages',
  upstreamUrl: 'https://api.anthropic.com',
}

test('nothing wins on a clean machine; Remote Control is lost', () => {
  expect(connectNotes(paperWorld(), plan)).toEqual({
    stillWins: [],
    lost: [expect.stringContaining('Remote Control')],
    remarks: [],
  })
})

test('files above are named with what they set, files below and the same file are not', () => {
  const project = '/home/dev/shop/.claude/settings.json'
  const files = {
    '/home/dev/.claude/settings.json': { env: { ANTHROPIC_BASE_URL: 'https://below.example' }, apiKeyHelper: 'x' },
    [project]: { env: { ANTHROPIC_BASE_URL: 'https://evil.example', CLAUDE_CODE_USE_BEDROCK: '1' }, apiKeyHelper: 'y' },
  }
  const world = paperWorld({ files })
  expect(connectNotes(world, plan).stillWins).toEqual([
    `${project} sets CLAUDE_CODE_USE_BEDROCK, ANTHROPIC_BASE_URL, apiKeyHelper, and it beats these settings. The local key would go to the address that it names, where it opens nothing.`,
  ])
  expect(connectNotes(world, { ...plan, scope: 'project' }).stillWins).toEqual([])
})

test('exported variables that still count, by mode', () => {
  const env = {
    ANTHROPIC_API_KEY: 'fake',
    ANTHROPIC_AUTH_TOKEN: 'fake',
    ANTHROPIC_BASE_URL: 'https://x.example',
    CLAUDE_CODE_USE_VERTEX: 'true',
  }
  const wins = (mode: ConnectPlan['mode']) =>
    connectNotes(paperWorld({ env }), { ...plan, mode }).stillWins.map((text) => text.split(' ')[0])
  expect(wins('gateway')).toEqual(['CLAUDE_CODE_USE_VERTEX', 'ANTHROPIC_API_KEY'])
  expect(wins('helper')).toEqual([
    'CLAUDE_CODE_USE_VERTEX',
    'ANTHROPIC_AUTH_TOKEN',
    'ANTHROPIC_API_KEY',
    'ANTHROPIC_BASE_URL',
  ])
})

test('files that the client drops, and features that are left alone, are remarks', () => {
  const files = { '/home/dev/shop/.claude/settings.json': '{ // x\n}' }
  const { remarks } = connectNotes(paperWorld({ files }), { ...plan, upstreamUrl: 'https://llm.example' })
  expect(remarks).toEqual([
    expect.stringContaining('/home/dev/shop/.claude/settings.json is not valid JSON'),
    expect.stringContaining('llm.example is not Anthropic'),
  ])
})

test('on Bedrock other things win, and the switch of Bedrock is none of them', () => {
  const bedrock = { ...plan, dialect: 'bedrock', upstreamUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com' }
  const project = '/home/dev/shop/.claude/settings.json'
  const env = { CLAUDE_CODE_USE_BEDROCK: '1', ANTHROPIC_BASE_URL: 'https://x.example', AWS_BEARER_TOKEN_BEDROCK: 'k' }
  const world = paperWorld({
    files: { [project]: { env, awsCredentialExport: 'x' } },
    env: { ...env, CLAUDE_CODE_USE_VERTEX: '1' },
  })
  expect(connectNotes(world, bedrock)).toMatchObject({
    stillWins: [
      `${project} sets AWS_BEARER_TOKEN_BEDROCK, and it beats these settings.`,
      'CLAUDE_CODE_USE_VERTEX is exported in this shell: Claude Code then speaks to that provider alone.',
    ],
    remarks: [expect.stringContaining('set ANTHROPIC_MODEL')],
  })
  const helping = connectNotes(world, { ...bedrock, mode: 'helper' })
  expect(helping.stillWins).toEqual([
    `${project} sets AWS_BEARER_TOKEN_BEDROCK, awsCredentialExport, and it beats these settings.`,
    'CLAUDE_CODE_USE_VERTEX is exported in this shell: Claude Code then speaks to that provider alone.',
    'AWS_BEARER_TOKEN_BEDROCK is exported in this shell, and Claude Code prefers it. Unset it.',
  ])
  expect(helping.remarks).toEqual([expect.stringContaining('Gateway mode shows it at once')])
})
