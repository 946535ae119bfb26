interface BadgeAddresses {
  readonly title: string
  /** Whole addresses. */
  readonly picture: string
  readonly page: string
}

/** What ends an address in Markdown, or would be taken for formatting in a text. */
const inAddress = (url: string) => url.replaceAll('(', '%28').replaceAll(')', '%29')
const inText = (text: string) => text.replaceAll(/[\\[\]`*_<>]/g, String.raw`\$&`)

/** The badge for a README: a picture that leads to what it tells of. */
export function badgeMarkdown({ title, picture, page }: BadgeAddresses): string {
  return `[![${inText(title)}](${inAddress(picture)})](${inAddress(page)})`
}
