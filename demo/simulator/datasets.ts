/** Data sets that the teams check once an hour, and how good they usually are. */
export interface Dataset {
  name: string;
  system: 'IGF' | 'IGM';
  rowsPerHour: number;
  requiredFields: number;
  /** Mean shares of values missing, of rows invalid and of rows that are there twice. */
  missing: number;
  invalid: number;
  duplicate: number;
  /** Mean age of the newest row at a check. */
  ageSeconds: number;
}

export const datasets: Dataset[] = [
  {
    name: 'followers',
    system: 'IGF',
    rowsPerHour: 24_000,
    requiredFields: 4,
    missing: 0.008,
    invalid: 0.003,
    duplicate: 0.004,
    ageSeconds: 90,
  },
  {
    name: 'profiles',
    system: 'IGM',
    rowsPerHour: 9_500,
    requiredFields: 8,
    missing: 0.021,
    invalid: 0.006,
    duplicate: 0.002,
    ageSeconds: 150,
  },
  {
    name: 'posts',
    system: 'IGM',
    rowsPerHour: 31_000,
    requiredFields: 6,
    missing: 0.012,
    invalid: 0.009,
    duplicate: 0.013,
    ageSeconds: 200,
  },
  {
    name: 'stories',
    system: 'IGM',
    rowsPerHour: 1_400,
    requiredFields: 5,
    missing: 0.064,
    invalid: 0.027,
    duplicate: 0.006,
    ageSeconds: 5_400,
  },
];

/** Checks begin two minutes after the hour. */
export const CHECK_MINUTE = 2;
