/** Where the program begins. What needs no work is answered before anything is loaded; `process.ts` does the rest. */
import { version } from '../package.json'

if (process.argv.length === 3 && process.argv[2] === '--version') {
  // Whoever reads us may stop reading; 141 is what a shell says of SIGPIPE.
  await Bun.write(Bun.stdout, `${version}\n`).catch(() => {
    process.exitCode = 141
  })
} else await import('./process.ts')
