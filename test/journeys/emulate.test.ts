import { expect, test } from 'bun:test'
import { warmkey } from '../kit/living-client.ts'
import { until } from '../kit/until.ts'

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`the emulator runs in the foreground until ${signal}, and then says what it saw`, async () => {
    const child = Bun.spawn([warmkey, 'emulate'], { env: { PATH: '/usr/bin:/bin' }, stdout: 'pipe', stderr: 'pipe' })
    let screen = ''
    const read = (async () => {
      for await (const chunk of child.stdout) screen += new TextDecoder().decode(chunk)
    })()
    await until(() => screen.includes('Ctrl-C ends it'))
    const url = /http:\/\/\S+/.exec(screen)?.[0] ?? ''
    expect((await fetch(`${url}/v1/models`)).status).toBe(401)
    await until(() => screen.includes('401  none      GET /v1/models'))
    child.kill(signal)
    const [code] = await Promise.all([child.exited, read])
    expect(screen).toEndWith('\n1 request: 0 answered, 1 refused (1 with 401).\nBy key: none 1.\n')
    expect([code, await child.stderr.text()]).toEqual([0, ''])
  })
}
