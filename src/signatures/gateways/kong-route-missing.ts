import type { Signature } from '../signature.ts'

export const kongRouteMissing: Signature = {
  id: 'kong-route-missing',
  title: 'The gateway has no route for this address',
  provider: 'kong',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { status: [404], message: /\bno Route matched with those values\b/ },
    { message: /\bno Route matched with those values\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'Kong answers by itself: host, path, method or headers fit none of its routes.',
  why: 'A route matches the whole of host, path and method; one /v1 too much or too little is enough.',
  commonCauses: [
    'a base URL with or without /v1 where the other is meant',
    'another host name',
    'a route that wants a header',
  ],
  remedy: [
    'Compare host and path in the settings of the tool with those the operator gave you.',
    'For Claude Code leave /v1 out of ANTHROPIC_BASE_URL: it adds /v1/messages itself.',
  ],
  otherwise: 'Ask the operator which route the request should match, with its time and host.',
  checks: [
    {
      on: 'any',
      look: 'curl -si -X POST BASE_URL/v1/messages | head -1',
      expect: '401 or 400: the route exists; 404: it does not.',
    },
  ],
  worked: 'The status is not 404 any more.',
  ignorable: 'No: no request reaches the API.',
  prevent: 'Test the base URL with curl before it goes into a tool.',
  related: ['kong-key-missing', 'gateway-key-unknown'],
  seen: [
    {
      status: 404,
      text: '{"message":"no Route matched with those values"}',
      source: 'https://github.com/Kong/kong/blob/22246ef28c16842098369b494eef879222e30c7b/kong/runloop/handler.lua',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
