// Times as addresses and fields of forms have them, to the second.

/** UTC, as an address has it. */
export function addressTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}

const twoDigits = (value: number) => String(value).padStart(2, '0')

/** As a field for a date and a time has it, where the browser is. */
export function fieldTime(time: Date): string {
  const date = [time.getFullYear(), twoDigits(time.getMonth() + 1), twoDigits(time.getDate())].join('-')
  return `${date}T${[time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(':')}`
}

const exact = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' })

/** As people read it, where they are. */
export function exactTime(time: string): string {
  return exact.format(new Date(time))
}
