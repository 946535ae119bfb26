/**
 * What contracts cost those who test with them: capture, then replay, each beside `@pact-foundation/pact` in the same run.
 *
 * npm run bench:client                 10 and 100 of both, 1,000 of ours: half a minute
 * npm run bench:client -- --full       1,000 of both: three minutes more
 */

console.log('Capture: from the start of the consumer’s tests to the contract file')
await import('./capture.ts')
console.log('Replay: the provider’s contracts against its app')
await import('./replay.ts')
