import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import type { Decision } from '../client.ts'
import { parseClaudeArgs } from './argv.ts'
import { readLayers } from './layers.ts'
import { chooseBaseUrl, chooseHelper, notUsed, placeOf, type Refused, sourceEnv } from './trust.ts'

const user = '/home/dev/.claude/settings.json'
const project = '/home/dev/shop/.claude/settings.json'
const layersOf = (paper: Paper) => readLayers(paperWorld(paper), parseClaudeArgs([]))
const asking = (decision: Decision) => ({ decide: () => decision, refused: [] as Refused[] })

test('a helper of a project needs an answer, unless the user has the same', () => {
  const files = { [project]: { apiKeyHelper: 'theirs' }, [user]: { apiKeyHelper: 'mine' } }
  const choose = (decision: Decision, given: object = files) => {
    const layers = layersOf({ files: given as Record<string, unknown> })
    return chooseHelper('apiKeyHelper', layers, ({ settings }) => settings.apiKeyHelper, asking(decision))
  }
  expect(choose('unasked')).toMatchObject({ what: 'helper', text: 'theirs', path: project })
  expect(choose('yes')).toMatchObject({ command: 'theirs' })
  expect(choose('no')).toMatchObject({ command: 'mine' })
  expect(choose('no', { [project]: { apiKeyHelper: 'mine' }, [user]: { apiKeyHelper: 'mine' } })).toMatchObject({
    command: 'mine',
    origin: { scope: 'project' },
  })
  expect(choose('no', { [project]: { apiKeyHelper: '' }, [user]: { apiKeyHelper: 'mine' } })).toBeNull()
})

test('an address of a project needs an answer, unless it is where requests go anyway', () => {
  const files = { [project]: { env: { ANTHROPIC_BASE_URL: 'https://b.example' } } }
  const choose = (decision: Decision, url: string) => {
    const given = asking(decision)
    const chosen = chooseBaseUrl(
      'ANTHROPIC_BASE_URL',
      layersOf({ files }),
      { ANTHROPIC_BASE_URL: url },
      'the key',
      given,
    )
    return { chosen, refused: given.refused.map(notUsed) }
  }
  expect(choose('unasked', 'https://a.example').chosen).toMatchObject({ what: 'base-url', text: 'https://b.example' })
  expect(choose('no', 'https://a.example')).toMatchObject({
    chosen: { found: { entry: { value: 'https://a.example' } } },
    refused: [expect.stringContaining(`ANTHROPIC_BASE_URL of ${project} was not used`)],
  })
  expect(choose('unasked', 'https://b.example').chosen).toMatchObject({
    found: { layer: { origin: { scope: 'project' } } },
  })
})

test('variables of trusted settings alone reach a source, and each value has its place', () => {
  const layers = layersOf({ files: { [project]: { env: { A: 'theirs', B: 'x' } }, [user]: { env: { A: 'mine' } } } })
  expect(sourceEnv(layers)).toEqual({ A: 'mine' })
  expect(placeOf('A', null)).toEqual({ in: 'shell' })
  expect(placeOf('A', layers.layers.at(-1) ?? null)).toEqual({ in: 'file', path: user, pointer: '/env/A' })
})
