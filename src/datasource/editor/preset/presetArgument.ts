import { presets, type PresetId } from '../../query/presets';
import { argumentKind, type ArgumentKind } from '../arguments/argumentKind';

export interface PresetArgument {
  name: string;
  kind: ArgumentKind;
  /** What it is when it is not set. */
  placeholder: string;
  known: string[];
}

const runStatuses = ['queued', 'processing', 'completed', 'failed', 'cancelled'];
// The words of supabase/CONTRACT.md, by preset and argument.
const words: Partial<Record<PresetId, Record<string, string[]>>> = {
  alerts: { statuses: ['firing', 'resolved'], severities: ['critical', 'warning', 'info'] },
  alert_events: { statuses: ['firing', 'resolved'] },
  alert_actions: { actions: ['acknowledge', 'unacknowledge', 'assign', 'note', 'snooze', 'unsnooze'] },
  command_log: {
    kinds: ['reset_run', 'start_scraper', 'stop_scraper', 'restart_scraper'],
    statuses: ['requested', 'claimed', 'done', 'failed', 'expired', 'undone'],
  },
  logs: { levels: ['debug', 'info', 'warning', 'error', 'critical'] },
};

/** The arguments that a preset takes, whether set or not. */
export function presetArguments(id: PresetId): PresetArgument[] {
  const { args, source } = presets[id];
  const names = 'table' in source ? Object.keys(source.filters) : Object.keys(args);
  return names.map((name) => ({
    name,
    kind: 'table' in source ? kindOfFilter(source.filters[name].operator) : kindOfArgument(name, args[name]),
    placeholder: placeholderOf(args[name]),
    known: words[id]?.[name] ?? ('function' in source && name === 'statuses' ? runStatuses : []),
  }));
}

function kindOfFilter(operator: string): ArgumentKind {
  return operator === 'in' ? 'list' : 'text';
}

function kindOfArgument(name: string, value: unknown): ArgumentKind {
  if (Array.isArray(value)) {
    return 'list';
  }
  if (name.endsWith('_ts')) {
    return 'time';
  }
  return name === 'bucket' ? argumentKind('interval') : 'text';
}

function placeholderOf(value: string | string[] | undefined): string {
  return value === undefined || value.length === 0 ? 'all' : [value].flat().join(', ');
}
