// PostgreSQL parameters of every database: TLS only, and logs that explain an incident.

/** `pending-reboot` for static parameters, `immediate` for dynamic ones (RDS: working with parameter groups). */
export const parameters: { name: string; value: string; applyMethod: 'immediate' | 'pending-reboot' }[] = [
  { name: 'rds.force_ssl', value: '1', applyMethod: 'pending-reboot' },
  { name: 'log_connections', value: '1', applyMethod: 'immediate' },
  { name: 'log_disconnections', value: '1', applyMethod: 'immediate' },
  { name: 'log_lock_waits', value: '1', applyMethod: 'immediate' },
  // Milliseconds. Airflow's scheduler loop suffers from queries that take a second.
  { name: 'log_min_duration_statement', value: '1000', applyMethod: 'immediate' },
  { name: 'log_statement', value: 'ddl', applyMethod: 'immediate' },
  // Milliseconds. A crashed worker must not hold row locks that the scheduler needs.
  { name: 'idle_in_transaction_session_timeout', value: '300000', applyMethod: 'immediate' },
];
