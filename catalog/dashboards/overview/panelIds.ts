/** Panel ids of the Overview. Alert rules and bookmarks link to them, so a number is never given to another panel. */
export const panelIds = {
  status: 1,
  reason: 2,
  rightNow: 3,
  openAlerts: 4,
  stuckRuns: 5,
  alertInbox: 6,
  scrapes: 7,
  successRate: 8,
  failedRate: 9,
  runsOverTime: 10,
  failedShareOverTime: 11,
  coverage: 12,
  coverageTrend: 13,
  durations: 14,
  durationHistogram: 15,
  scraperCards: 16,
  workers: 17,
  queue: 18,
  growth: 19,
  serviceErrors: 20,
  celeryQueue: 21,
} as const;

/** Ids of the section headings, apart from the panels'. */
export const sectionIds = {
  now: 101,
  scrapes: 102,
  coverage: 103,
  durations: 104,
  machines: 105,
  growth: 106,
  services: 107,
} as const;
