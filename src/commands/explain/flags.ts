import { type ClientVersion, readClient } from '../../signatures/client-version.ts'

/** `403`. Throws on what is no status of HTTP. */
export function readStatus(text: string): number {
  if (!/^[1-5]\d\d$/.test(text)) throw new SyntaxError(`"${text}" is no HTTP status; it is a number from 100 to 599.`)
  return Number(text)
}

/** `name: value`, with the name in lower case. Throws on what is no header. */
export function readHeader(text: string): readonly [name: string, value: string] {
  const found = /^([!#$%&'*+.^_`|~\w-]{1,100}):[ \t]*([\s\S]{0,16384})$/.exec(text.trim())
  const [, name, value] = found ?? []
  if (name === undefined || value === undefined || /[\r\n\0]/.test(value))
    throw new SyntaxError(`"${text}" is no header; write it as 'name: value'.`)
  return [name.toLowerCase(), value]
}

/** `claude-code@2.1.329`. Throws on what is no name with a version. */
export function readClientFlag(text: string): ClientVersion {
  const client = readClient(text)
  if (client === null)
    throw new SyntaxError(`"${text}" is no client; write it as name@version, such as claude-code@2.1.329.`)
  return client
}
