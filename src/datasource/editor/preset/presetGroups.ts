import { presetIds, presets, type PresetId } from '../../query/presets';
import { businessPresets } from '../../query/presets/businessPresets';
import { fleetPresets } from '../../query/presets/fleetPresets';
import { recordPresets } from '../../query/presets/recordPresets';
import { runPresets } from '../../query/presets/runPresets';

export interface PresetGroup {
  label: string;
  ids: PresetId[];
}

const files: Array<[string, object]> = [
  ['Runs', runPresets],
  ['Fleet', fleetPresets],
  ['Business', businessPresets],
  ['Records', recordPresets],
];

/** Every preset once, by topic, in the order of the gallery. */
export const presetGroups: PresetGroup[] = files.map(([label, file]) => ({
  label,
  ids: presetIds.filter((id) => Object.hasOwn(file, id)),
}));

/** The groups with only those presets in whose name, line or columns every word of the search stands. */
export function searchPresets(search: string): PresetGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return presetGroups
    .map(({ label, ids }) => ({ label, ids: ids.filter((id) => words.every((word) => textOf(id).includes(word))) }))
    .filter(({ ids }) => ids.length > 0);
}

function textOf(id: PresetId): string {
  const { label, description, columns } = presets[id];
  return `${id} ${label} ${description} ${columns.map(({ name }) => name).join(' ')}`.toLowerCase();
}
