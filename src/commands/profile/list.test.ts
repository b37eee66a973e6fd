import { expect, test } from 'bun:test'
import { profileBench } from '../../../test/kit/profile-bench.ts'

const config = {
  default: 'work',
  profiles: {
    work: { source: { type: 'command', command: '~/bin/mint-key --for me' }, upstream: { url: 'https://llm.example' } },
    lab: { source: { type: 'env', name: 'LAB' }, upstream: { url: 'https://lab.example' } },
  },
  directories: { '~/lab': 'lab' },
}

test('name, address, source, default, directories, and which counts here', async () => {
  using bench = profileBench()
  expect((await bench.warmkey('profile', 'list')).out).toBe(
    'There is no profile yet. `warmkey init` looks for what is on this machine; `warmkey profile add` asks.\n',
  )
  bench.write(JSON.stringify(config))
  expect((await bench.warmkey('profile', 'list')).out).toBe(
    [
      '* work  llm.example  command ~/bin/mint-key --for me',
      '  lab   lab.example  env LAB',
      '        in ~/lab',
      '',
      '* is used where nothing else is said.\n',
    ].join('\n'),
  )
  const file = bench.scratch.write('project/.warmkey.jsonc', '{"profile":"lab"}')
  expect((await bench.warmkey('profile', 'list')).out).toEndWith(`Here it is lab, by ${file}.\n`)
  expect(JSON.parse((await bench.warmkey('profile', 'list', '--json')).out)).toEqual({
    version: 1,
    file: bench.file,
    default: 'work',
    here: 'lab',
    profiles: [
      {
        name: 'work',
        source: { type: 'command', summary: 'command ~/bin/mint-key --for me' },
        upstream: { url: 'https://llm.example', dialect: 'messages' },
        isDefault: true,
        isHere: false,
        directories: [],
      },
      {
        name: 'lab',
        source: { type: 'env', summary: 'env LAB' },
        upstream: { url: 'https://lab.example', dialect: 'messages' },
        isDefault: false,
        isHere: true,
        directories: ['~/lab'],
      },
    ],
  })
  bench.scratch.write('project/.warmkey.jsonc', '{"command":"id"}')
  const wrong = await bench.warmkey('profile', 'list')
  expect([wrong.code, wrong.out]).toEqual([0, expect.stringContaining(`${file} may only name one of your profiles`)])
  const { default: _, ...ambiguous } = config
  bench.write(JSON.stringify(ambiguous))
  expect((await bench.warmkey('profile', 'list')).out).toContain('None is the default one: `warmkey use NAME`')
})
