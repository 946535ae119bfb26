#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

// Pipelines start tally often: what was compiled once need not be compiled again.
enableCompileCache()

// A checkout runs its sources, which Node reads as they are, except in packages: a published one runs what they were
// built to, and has no tsconfig.json.
const isCheckout = existsSync(new URL('../tsconfig.json', import.meta.url))
const source = new URL('../src/cli/start.ts', import.meta.url)
const built = new URL('../dist/cli/start.js', import.meta.url)
await import(isCheckout ? source.href : built.href)
