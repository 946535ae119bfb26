// An issuer of identities, as GitHub Actions and GitLab are: it says where its keys are, and signs what builds show.

import { randomUUID } from 'node:crypto'
import { type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, type JWK, SignJWT, exportJWK, generateKeyPair } from 'jose'

interface KeyPair {
  readonly kid: string
  readonly alg: string
  readonly privateKey: CryptoKey
  readonly jwk: JWK
}

async function newKey(kid: string, alg = 'ES256'): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

type Answer = (path: string, response: ServerResponse) => boolean

interface Signing {
  readonly header?: object
  readonly key?: KeyPair
}

/** Stop it in the end. */
export async function startIssuer() {
  let keys = [await newKey('first')]
  let answer: Answer = () => false
  const asked: string[] = []
  // Ports come again, and whoever keeps keys by their issuer would keep those of the one before.
  const place = `/${randomUUID()}`
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(place, '')
    asked.push(path)
    if (answer(path, response)) return
    response.setHeader('content-type', 'application/json')
    if (path === '/.well-known/openid-configuration') {
      response.end(JSON.stringify({ issuer: url, jwks_uri: `${url}/keys` }))
    } else response.end(JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${place}`

  const newest = () => keys.at(-1) as KeyPair

  return {
    url,
    /** The paths that were asked for. */
    asked,
    newKey,
    publicKey: () => newest().jwk,
    /** A key that is used from now on, in place of the others. */
    async rotate(kid: string, alg?: string) {
      keys = [await newKey(kid, alg)]
    },
    /** True: it has answered; it answers as it should again without it. */
    answersWith(next: Answer = () => false) {
      answer = next
    },
    /** An identity with these claims, for five minutes. */
    sign(claims: object, { header = {}, key = newest() }: Signing = {}): Promise<string> {
      const now = Math.floor(Date.now() / 1000)
      const all = { iss: url, aud: 'tallystick', iat: now, nbf: now, exp: now + 300, ...claims }
      return new SignJWT(all).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey)
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
