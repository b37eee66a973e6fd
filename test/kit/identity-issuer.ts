import { exportJWK, generateKeyPair, SignJWT } from 'jose'

export interface IdentityIssuer {
  readonly url: string
  /** Its public keys, as a JWKS has them. */
  readonly keys: readonly Readonly<Record<string, unknown>>[]
  /** An identity token for Anthropic's API; it lives ten minutes, without a `jti` unless one is given. */
  token(
    claims: Readonly<Record<string, unknown>> & { readonly sub: string },
    how?: { readonly ageSeconds?: number; readonly kid?: string | null },
  ): Promise<string>
}

/** Somebody who signs identity tokens, as a CI system or a cluster does; it has no address that answers. */
export async function identityIssuer(): Promise<IdentityIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const url = 'https://ci.example/oidc'
  return {
    url,
    keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }],
    token(claims, { ageSeconds = 0, kid = 'k1' } = {}) {
      const iat = Math.floor(Date.now() / 1000) - ageSeconds
      const all = { iss: url, aud: 'https://api.anthropic.com', iat, exp: iat + 600, ...claims }
      return new SignJWT(all)
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...(kid === null ? {} : { kid }) })
        .sign(privateKey)
    },
  }
}
