/** `{ versions: 3, contractRevisions: 1 }` is `3 versions, 1 contract revision`. */
export function countsInWords(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => {
      const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
      return `${count} ${count === 1 ? singular(words) : words}`
    })
    .join(', ')
}

function singular(words: string): string {
  if (words.endsWith('ies')) return `${words.slice(0, -3)}y`
  return words.endsWith('ches') ? words.slice(0, -2) : words.replace(/s$/, '')
}
