import { gunzipSync } from 'node:zlib'
import { type Failure, invalid } from './failure.ts'

/** A body as it is read after its `content-encoding`: the bytes, or why there are none. */
export type DecodedBody = { readonly bytes: Uint8Array } | { readonly failure: Failure }

/**
 * The API takes compressed bodies and names what is wrong with one by `error.details.error_code`: the codes are those
 * of `@anthropic-ai/sdk` 1.11 (`RequestBodyEncoding…ErrorDetails`); which encodings it takes beside gzip is not said.
 */
export function decodeBody(bytes: Uint8Array, encoding: string | undefined, maxBytes: number): DecodedBody {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return { bytes }
  if (encoding.toLowerCase() !== 'gzip') {
    return coded('request_body_encoding_unsupported', `content-encoding: "${encoding}" is not supported`)
  }
  try {
    return { bytes: gunzipSync(bytes, { maxOutputLength: maxBytes }) }
  } catch (thrown) {
    if (thrown instanceof RangeError) {
      const failure = coded('request_body_too_large_after_decoding', 'Request exceeds the maximum size').failure
      return { failure: { ...failure, status: 413, type: 'request_too_large' } }
    }
    return coded('request_body_encoding_invalid', 'The request body is not valid for its content-encoding')
  }
}

const coded = (code: string, message: string): { failure: Failure } => ({
  failure: { ...invalid(message), details: { error_code: code } },
})
