import type { IconName } from '@grafana/data';

/** Worst first. */
export const SEVERITIES = ['critical', 'warning', 'info', 'other'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SEVERITY_ICON: Record<Severity, IconName> = {
  critical: 'exclamation-circle',
  warning: 'exclamation-triangle',
  info: 'info-circle',
  other: 'question-circle',
};

const WORDS: Record<Exclude<Severity, 'other'>, readonly string[]> = {
  critical: ['critical', 'crit', 'error', 'fatal', 'page', 'emergency', 'high', 'p1'],
  warning: ['warning', 'warn', 'medium', 'p2'],
  info: ['info', 'information', 'notice', 'low', 'none', 'p3'],
};

/** The severity that a team's own word means. */
export function severityOf(word: string | null): Severity {
  const lower = (word ?? '').toLowerCase();
  return SEVERITIES.find((severity) => severity !== 'other' && WORDS[severity].includes(lower)) ?? 'other';
}

const OPEN = ['firing', 'alerting', 'active', 'open', 'pending', 'nodata', 'error', 'triggered', 'true', '1'];

/** Whether an alert with this status is still open. Without a status it is: hiding a firing alert is the worse mistake. */
export function isOpen(status: string | null): boolean {
  return status === null || OPEN.includes(status.toLowerCase().replace(/[^a-z0-9]/g, ''));
}
