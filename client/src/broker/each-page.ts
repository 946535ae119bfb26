interface Paged {
  readonly page?: { readonly totalPages: number } | undefined
}

/** The answers to a list, page by page. A broker that knows no pages gives it at once; one that knows no such list, undefined. */
export async function* eachPage<Answer extends Paged | undefined>(
  ask: (page: number) => Promise<Answer>,
): AsyncGenerator<Answer> {
  for (let page = 1; ; page += 1) {
    const answer = await ask(page)
    yield answer
    if (!answer?.page || page >= answer.page.totalPages) return
  }
}
