import { type LayoutOrder, arrange } from './layout.ts'

// A large network takes a second, in which the page must not stand still.
addEventListener('message', ({ data }: MessageEvent<LayoutOrder>) => postMessage(arrange(data)))
