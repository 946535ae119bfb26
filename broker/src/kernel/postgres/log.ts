/** The part of the broker's logger that the launcher writes to. */
export interface LauncherLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
