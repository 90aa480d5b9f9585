import { LoadingState, type PanelData } from '@grafana/data';
import type { FieldRole } from '../fields/resolveFields';

export interface StateMessage {
  title: string;
  detail?: string;
}

/** The message of a panel whose data has no rows. `expected` says what the panel draws, as a sentence. */
export function describeEmpty(data: PanelData, expected: string): StateMessage {
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return { title: 'Loading…' };
  }
  const failure = data.errors?.[0] ?? data.error;
  if (data.state === LoadingState.Error || failure) {
    return { title: 'The query failed', detail: failure?.message ?? failure?.data?.message };
  }
  return { title: 'No data', detail: expected };
}

/** The message of a panel whose data lacks fields: which, what there is, and the option that mends it. */
export function describeMissing(roles: FieldRole[], available: string[]): StateMessage {
  const [first] = roles;
  const title = first.chosen
    ? `The field “${first.chosen}”, chosen for ${first.label}, is not in the data`
    : `No field for ${roles.map((role) => role.label).join(' and ')}`;
  const names = first.names.slice(0, 2).join(' or ');
  const mend = first.chosen
    ? `Choose another one in the panel options under Fields → ${first.label}.`
    : `Choose it in the panel options under Fields → ${first.label}, or let the query return a column named ${names}.`;
  return { title, detail: `${mend} The data has: ${available.join(', ') || 'no fields'}.` };
}
