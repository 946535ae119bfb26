import { type Command, Option } from 'commander'
import { type AskOptions, addAnswer } from './ask.ts'
import { type Edge, around, dot, mermaid } from './graph-text.ts'
import type { Run } from './run.ts'

interface GraphOptions extends AskOptions {
  readonly pacticipant?: string
  readonly format: 'mermaid' | 'dot'
}

export function defineGraph(command: Command, run: Run): void {
  command
    .option('-a, --pacticipant <name>', 'only what is connected with it')
    .addOption(
      new Option('--format <language>', 'the language of the graph').choices(['mermaid', 'dot']).default('mermaid'),
    )
  addAnswer<GraphOptions>(command, {
    forms: ['text', 'json', 'markdown', 'github'],
    run,
    async answer({ pacticipant, format }, broker) {
      const all = (await broker.listIntegrations()).map(({ consumer, provider }): Edge => ({
        consumer: consumer.name,
        provider: provider.name,
      }))
      const edges = pacticipant === undefined ? all : around(all, pacticipant)
      const code = format === 'dot' ? dot(edges) : mermaid(edges)
      return { json: { integrations: edges }, blocks: [{ code, language: format }] }
    },
  })
}
