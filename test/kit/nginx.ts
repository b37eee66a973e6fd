import { findPart } from '../../scripts/parts.mjs'
import { freePort } from './daemon-story.ts'
import type { Scratch } from './scratch.ts'
import { until } from './until.ts'

/** A real nginx on the way to `upstream`, with these lines in its location. */
export async function startNginx(
  scratch: Scratch,
  lines: string,
  upstream: string,
): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const port = freePort()
  const root = scratch.path('nginx')
  for (const name of ['body', 'proxy']) scratch.write(`nginx/${name}/.keep`, '')
  const file = scratch.write(
    'nginx/nginx.conf',
    `user root; daemon off; pid ${root}/pid; error_log ${root}/error.log; worker_processes 1; events {}
http { access_log off; client_body_temp_path ${root}/body; proxy_temp_path ${root}/proxy; fastcgi_temp_path ${root}/f; uwsgi_temp_path ${root}/u; scgi_temp_path ${root}/s;
server { listen 127.0.0.1:${port}; location / { ${lines} proxy_pass ${upstream}; } } }`,
  )
  const child = Bun.spawn([findPart('nginx') ?? 'nginx', '-c', file, '-p', root], {
    stdout: 'ignore',
    stderr: 'ignore',
  })
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${scratch.read('nginx/error.log')}`)
    return fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
  })
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill()
      await child.exited
    },
  }
}
