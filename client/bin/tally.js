#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

// Pipelines start tally often: what was compiled once need not be compiled again.
enableCompileCache()

// A checkout runs its sources, which Node reads as they are, except in packages: a published one runs what they were
// built to, and has no tsconfig.json.
const isCheckout = existsSync(new URL('../tsconfig.json', import.meta.url))
const start = isCheckout ? '../src/cli/start.ts' : '../dist/cli/start.js'
await import(new URL(start, import.meta.url).href)
