const WIDTH = 20

/** How much of something is done: `██████░░░░░░░░░░░░░░  30 %`. */
export function progressBar(done: number, total: number): string {
  const part = total === 0 ? 1 : Math.min(done / total, 1)
  const filled = Math.floor(part * WIDTH)
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${String(Math.floor(part * 100)).padStart(3)} %`
}
