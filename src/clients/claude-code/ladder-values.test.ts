import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from './argv.ts'
import { customSignIn, helpers, valuesOf } from './ladder-values.ts'
import { readLayers } from './layers.ts'

const user = '/home/dev/.claude/settings.json'
const local = '/home/dev/shop/.claude/settings.local.json'
const layersOf = (world: ReturnType<typeof paperWorld>) => readLayers(world, parseClaudeArgs([]))
const states = (holdings: readonly { readonly state: string }[]) => holdings.map(({ state }) => state)

test('the first place that speaks of a variable decides, whatever it says', () => {
  const of = (values: readonly (string | null | undefined)[], how = {}) => {
    const [low, high, exported] = values
    const env = (value: string | null | undefined) => ({ env: value === undefined ? {} : { A: value } })
    const world = paperWorld({
      files: { [user]: env(low), [local]: env(high) },
      env: exported == null ? {} : { A: exported },
    })
    return states(valuesOf('A', world, layersOf(world), how))
  }
  expect(of(['a', 'b', 'c'])).toEqual(['used', 'hidden', 'hidden'])
  expect(of(['a', '', 'c'])).toEqual(['empty', 'hidden', 'hidden'])
  expect(of(['a', null])).toEqual(['null', 'hidden'])
  expect(of([undefined, undefined, ' '])).toEqual([])
  expect(of([undefined, undefined, ' '], { blanks: true })).toEqual(['used'])
})

test('an empty helper switches off the one below; none of settings is asked in the simple mode', () => {
  const world = paperWorld({ files: { [user]: { apiKeyHelper: 'a' }, [local]: { apiKeyHelper: '' } } })
  expect(states(helpers(layersOf(world), null))).toEqual(['empty', 'hidden'])
  expect(states(helpers(layersOf(world), '--bare'))).toEqual(['not-asked', 'not-asked'])
})

test('headers that sign in, and what they take the place of', () => {
  const of = (headers: string) => {
    const world = paperWorld({ env: { ANTHROPIC_CUSTOM_HEADERS: headers } })
    const { holdings, replaces } = customSignIn(world, layersOf(world))
    return [holdings.map(({ because }) => because), [...replaces]]
  }
  expect(of('X-Api-Key: a\nAuthorization: Basic b')).toEqual([
    ['x-api-key and Authorization'],
    ['api-key', 'console-key', 'login-token', 'login'],
  ])
  expect(of('X-Team: a\nx-api-key:')).toEqual([[], []])
})
