#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'

// Pipelines start tally often: what was compiled once need not be compiled again.
enableCompileCache()

// A checkout runs its sources, which Node reads as they are; a published package holds only what they were built to.
const source = new URL('../src/cli/start.ts', import.meta.url)
await import(existsSync(source) ? source.href : new URL('../dist/cli/start.js', import.meta.url).href)
