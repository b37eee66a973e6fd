import { expect, test } from 'bun:test'
import { paperWorld } from '../../../test/kit/paper-world.ts'
import { hostsLine, withoutLine } from './hosts-file.ts'

const hosts = '127.0.0.1 localhost\n# 10.0.0.1 llm.example\n10.0.0.9\tother.example LLM.example # mine\n'

test('the line that names a host', () => {
  const world = paperWorld({ files: { '/etc/hosts': hosts } })
  const line = hostsLine(world, 'llm.example')
  expect(line).toEqual({ file: '/etc/hosts', line: 3, address: '10.0.0.9' })
  if (line !== null) expect(withoutLine(world, line)).toBe('Type: sudo sed -i 3d /etc/hosts')
  expect(hostsLine(world, 'example')).toBeNull()
  expect(hostsLine(paperWorld(), 'llm.example')).toBeNull()
})
