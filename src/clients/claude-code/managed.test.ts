import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { readManaged } from './managed.ts'

const base = '/etc/claude-code/managed-settings.json'
const dropIn = (name: string) => `/etc/claude-code/managed-settings.d/${name}`

const summary = (paper: Paper) => {
  const managed = readManaged(paperWorld(paper))
  if (managed === null) return null
  const env = Object.fromEntries([...managed.settings.env].map(([name, { value }]) => [name, value]))
  return { env, helper: managed.settings.apiKeyHelper, place: managed.place }
}

test.each<[string, Paper, ReturnType<typeof summary>]>([
  ['nothing', {}, null],
  [
    'the file',
    { files: { [base]: { env: { A: '1' }, apiKeyHelper: 'h' } } },
    { env: { A: '1' }, helper: 'h', place: base },
  ],
  [
    'drop-ins over the file, in the order of their names',
    {
      files: {
        [dropIn('20.json')]: { env: { A: '20' } },
        [base]: { env: { A: '0', B: '0' } },
        [dropIn('10.json')]: { env: { A: '10' }, apiKeyHelper: 'ten' },
      },
    },
    { env: { A: '20', B: '0' }, helper: 'ten', place: `${base}, ${dropIn('10.json')}, ${dropIn('20.json')}` },
  ],
  [
    'no dot file, no other ending',
    { files: { [dropIn('.10.json')]: { env: { A: '1' } }, [dropIn('10.JSON')]: {}, [dropIn('a.txt')]: {} } },
    null,
  ],
  [
    'a broken file beside a good drop-in',
    { files: { [base]: '{,}', [dropIn('1.json')]: { env: { A: '1' } } } },
    { env: { A: '1' }, helper: undefined, place: dropIn('1.json') },
  ],
  [
    'macOS: preferences before the file, env merged',
    {
      platform: 'darwin',
      policies: { machine: { env: { A: 'mdm' } } },
      files: {
        '/Library/Application Support/ClaudeCode/managed-settings.json': {
          env: { A: 'file', B: 'file' },
          apiKeyHelper: 'lost',
        },
      },
    },
    { env: { A: 'mdm', B: 'file' }, helper: undefined, place: 'the com.anthropic.claudecode preferences' },
  ],
  [
    'Windows: machine policy, file, user policy',
    {
      platform: 'win32',
      policies: { machine: { env: { A: 'hklm' } }, user: { env: { A: 'hkcu', B: 'hkcu', C: 'hkcu' } } },
      files: { 'C:\\Program Files\\ClaudeCode\\managed-settings.json': { env: { A: 'file', B: 'file' } } },
    },
    { env: { A: 'hklm', B: 'file', C: 'hkcu' }, helper: undefined, place: 'HKLM\\SOFTWARE\\Policies\\ClaudeCode' },
  ],
])('managed settings: %s', (_, paper, expected) => {
  expect(summary(paper)).toEqual(expected)
})
