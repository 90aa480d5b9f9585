/** Databases that are backed up every night, when (UTC), and how large the file is now. */
export const backupPlans = [
  { system: 'OPT', environment: 'prod', minuteOfDay: 150, sizeBytes: 4_400_000_000, growthPerDay: 0.004 },
  { system: 'OPT', environment: 'dev', minuteOfDay: 180, sizeBytes: 310_000_000, growthPerDay: 0.001 },
  { system: 'DSC', environment: 'prod', minuteOfDay: 195, sizeBytes: 12_700_000_000, growthPerDay: 0.003 },
] as const;

/** One that fails is made again after so many minutes. */
export const BACKUP_RETRY_MINUTES = 75;
/** Restored on trial on Mondays, so many minutes later. */
export const BACKUP_TRIAL_MINUTES = 160;
