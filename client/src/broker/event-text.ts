/**
 * The text of `text/event-stream`: blocks of `field: value` lines, each ended by an empty line. A block with data is an
 * event; one without may still say the id from which to go on.
 */

export interface EventBlock {
  readonly id: string | undefined
  readonly data: string | undefined
}

function fieldsOf(block: string): EventBlock {
  const values = new Map<string, string[]>()
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? []
    if (name !== undefined) values.set(name, [...(values.get(name) ?? []), value])
  }
  return { id: values.get('id')?.at(-1), data: values.get('data')?.join('\n') }
}

/** The blocks of a text that comes in pieces. */
export async function* eventBlocks(pieces: AsyncIterable<string>): AsyncGenerator<EventBlock, void> {
  let rest = ''
  for await (const piece of pieces) {
    rest += piece.replaceAll('\r\n', '\n')
    const blocks = rest.split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) yield fieldsOf(block)
  }
}
