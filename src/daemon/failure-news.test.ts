import { expect, test } from 'bun:test'
import { dirname } from 'node:path'
import { makeScratch } from '../../test/kit/scratch.ts'
import { systemClock } from '../clock.ts'
import { type ControlHandlers, openControl } from './control.ts'
import type { FailedExchange } from './control-protocol.ts'
import { openFailureNews } from './failure-news.ts'
import { readKeptFailures } from './kept-failures.ts'
import { placesOf } from './places.ts'

const unused = (): never => {
  throw new Error('not part of this test')
}

function hearFailure(news: ReturnType<typeof openFailureNews>) {
  news.hear({ type: 'renewing', identity: 'i', why: 'first' })
  news.hear({ type: 'request', exchange: 'e1', profile: 'run', method: 'POST', path: '/v1/messages', client: 'c' })
  news.hear({ type: 'answer', exchange: 'e1', number: 1, status: 403, elapsedMs: 1 })
  news.hear({ type: 'done', exchange: 'e1', status: 403, elapsedMs: 1 })
}

test('the daemon hears of what the gateway of a run has seen', async () => {
  using scratch = makeScratch()
  const place = {
    env: { XDG_RUNTIME_DIR: scratch.path('run'), XDG_STATE_HOME: scratch.path('state') },
    home: scratch.root,
    platform: process.platform,
  }
  const told: FailedExchange[] = []
  const handlers: ControlHandlers = {
    status: unused,
    statusline: unused,
    tokenFor: unused,
    invalidate: unused,
    credential: unused,
    reload: unused,
    stop: unused,
    attach: unused,
    failures: () => ({ failures: told }),
    failed: (exchange) => void told.push(exchange),
  }
  const { socket, runtime } = placesOf(place)
  expect(dirname(socket)).toBe(runtime)
  const control = openControl({ places: { socket, runtime }, platform: process.platform, handlers })
  const news = openFailureNews({ place, clock: systemClock })
  hearFailure(news)
  await news.settled()
  expect(told.map(({ exchange, status, path }) => [exchange, status, path])).toEqual([['e1', 403, '/v1/messages']])
  expect(readKeptFailures(place)).toEqual([])
  await control.close()
})

test('where no daemon runs, it is written down', async () => {
  using scratch = makeScratch()
  const place = {
    env: { XDG_RUNTIME_DIR: scratch.path('run'), XDG_STATE_HOME: scratch.path('state') },
    home: scratch.root,
    platform: process.platform,
  }
  const news = openFailureNews({ place, clock: systemClock })
  hearFailure(news)
  await news.settled()
  expect(readKeptFailures(place)).toMatchObject([{ exchange: 'e1', status: 403 }])
})
