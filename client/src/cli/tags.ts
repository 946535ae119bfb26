/** `--tag a --tag b`, and `--tag a,b`. */
export function moreTags(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, ...text.split(',').filter((tag) => tag !== '')]
}
