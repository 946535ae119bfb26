/** Markdown of ours as a page. It runs no script, and takes nothing from anywhere but the broker. */
import { Marked } from 'marked'

interface Page {
  readonly markdown: string
  readonly title: string
  /** From the page to the root of the broker: empty, or `../` as often as is needed. */
  readonly root: string
}

export const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
} as const

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const anchorOf = (text: string) => text.toLowerCase().replaceAll(/\W+/g, '-')

function html(markdown: string, root: string): string {
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
      },
      link({ href, tokens }) {
        return `<a href="${escaped(`${root}doc/${href}`)}">${this.parser.parseInline(tokens)}</a>`
      },
    },
  })
  return marked.parse(markdown, { async: false })
}

export function documentationPage({ markdown, title, root }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Tallystick</title>
<link rel="stylesheet" href="${root}doc/style.css">
</head>
<body>
<header class="top">
<a class="home" href="${root}doc">Link relations</a>
<nav aria-label="More"><a href="${root}hal-browser/browser.html">API explorer</a> <a href="${root}openapi.json">OpenAPI</a></nav>
</header>
<main>
${html(markdown, root)}</main>
</body>
</html>
`
}
