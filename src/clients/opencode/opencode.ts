import type { Client } from '../client.ts'
import { generic } from '../generic.ts'
import { withLoopback } from '../loopback.ts'
import { editJson } from '../settings/json-edit.ts'
import { opencodeConnection, providerEdits } from './connection.ts'

/**
 * opencode, with its provider `anthropic`. Its configuration beats the environment and the logins that it keeps, and
 * OPENCODE_CONFIG_CONTENT beats every file (measured with 1.18.33).
 * Source: https://opencode.ai/docs/config
 */
export const opencode: Client = {
  id: 'opencode',
  summary: 'opencode: its provider "anthropic", with the key of the shell.',
  matches: (command) => /(?:^|[\\/])opencode(?:\.exe|\.cmd)?$/i.test(command),
  find: generic.find,
  obstacle: () => null,
  launch: ({ world, args, gatewayUrl, localKey }) => {
    const own = world.env.OPENCODE_CONFIG_CONTENT ?? ''
    const merged = editJson(own, providerEdits(gatewayUrl, localKey))
    // What is no JSON is no configuration to opencode either: ours takes its place.
    const edited = 'refused' in merged ? editJson('', providerEdits(gatewayUrl, localKey)) : merged
    return {
      env: {
        OPENCODE_CONFIG_CONTENT: 'refused' in edited ? null : edited.text,
        ANTHROPIC_API_KEY: null,
        ANTHROPIC_AUTH_TOKEN: null,
        NO_PROXY: withLoopback(world.env.NO_PROXY ?? world.env.no_proxy),
        no_proxy: withLoopback(world.env.no_proxy ?? world.env.NO_PROXY),
      },
      settings: null,
      args: () => args,
    }
  },
  connection: opencodeConnection,
}
