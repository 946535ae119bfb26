// The server's configuration file. Durable above all; small, because it shares a machine with the broker and often
// with much else; no parallel plans and no JIT, because the broker's queries touch a handful of rows.

export interface Endpoint {
  /** A directory (then the server listens on a Unix socket in it) or 127.0.0.1. */
  readonly host: string
  readonly port: number
}

export type Settings = Readonly<Record<string, string>>

const defaults: Settings = {
  max_connections: '100',
  shared_buffers: '128MB',
  huge_pages: 'off',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '1GB',
  // Reads come from the page cache nearly always: the default of three I/O worker processes is not worth its memory.
  io_method: 'sync',
  random_page_cost: '1.1',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Nobody replicates from an embedded server.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_replication_slots: '0',
  max_logical_replication_workers: '0',
  min_wal_size: '32MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '10min',
  // A query whose broker was killed stops within this time.
  client_connection_check_interval: '2s',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
  log_min_duration_statement: '5s',
  // The log is no place for the contents of contracts.
  log_parameter_max_length: '0',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_timezone: 'UTC',
  timezone: 'UTC',
  cluster_name: 'tallystick',
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

export function settingsFile(endpoint: Endpoint, settings: Settings): string {
  const isSocket = endpoint.host.startsWith('/')
  const all: Settings = {
    ...defaults,
    ...settings,
    port: String(endpoint.port),
    listen_addresses: isSocket ? '' : endpoint.host,
    // Relative to the cluster, the server's working directory: it may be unable to reach it by its full path.
    unix_socket_directories: isSocket ? '.' : '',
    unix_socket_permissions: '0700',
  }
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${quote(value)}`)
  return [
    '# Written by the broker whenever it starts the server. Settings of your own: alter system set ….',
    ...lines,
    '',
  ].join('\n')
}
