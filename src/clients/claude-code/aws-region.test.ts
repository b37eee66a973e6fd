import { expect, test } from 'bun:test'
import { type Paper, paperWorld } from '../../../test/kit/paper-world.ts'
import { parseClaudeArgs } from './argv.ts'
import { awsProfile, awsRegion } from './aws-region.ts'
import { readLayers } from './layers.ts'

const config = '/home/dev/.aws/config'
const text =
  '[default]\nregion = us-west-2\n# region = x\n[profile dev]\n  s3 =\n  region = nested\nregion=eu-west-1 # here\n[dev]\nregion = wrong\n'
const seen = (paper: Paper) => {
  const world = paperWorld(paper)
  const layers = readLayers(world, parseClaudeArgs([]))
  return [awsProfile(layers, world.env), awsRegion(world, layers)]
}

test.each<[string, Paper, ReturnType<typeof seen>]>([
  ['nothing', {}, [null, 'us-east-1']],
  ['AWS_REGION before AWS_DEFAULT_REGION', { env: { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' } }, [null, 'a']],
  ['an empty one, which is none', { env: { AWS_REGION: '', AWS_DEFAULT_REGION: 'b' } }, [null, 'b']],
  ['the default profile', { files: { [config]: text } }, [null, 'us-west-2']],
  ['a named profile', { files: { [config]: text }, env: { AWS_PROFILE: 'dev' } }, ['dev', 'eu-west-1']],
  ['a profile that is not there', { files: { [config]: text }, env: { AWS_PROFILE: 'other' } }, ['other', 'us-east-1']],
  [
    'the file of credentials',
    { files: { '/home/dev/.aws/credentials': '[dev]\r\nregion=a\r\n' }, env: { AWS_PROFILE: 'dev' } },
    ['dev', 'a'],
  ],
  ['another file', { files: { '/etc/aws': '[default]\nregion=c' }, env: { AWS_CONFIG_FILE: '/etc/aws' } }, [null, 'c']],
  [
    'settings before the shell',
    { env: { AWS_REGION: 'a' }, files: { '/home/dev/.claude/settings.json': { env: { AWS_REGION: 'd' } } } },
    [null, 'd'],
  ],
])('the region of a client: %s', (_, paper, expected) => {
  expect(seen(paper)).toEqual(expected)
})
