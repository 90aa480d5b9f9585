// @vitest-environment jsdom
import { createTheme, type FieldConfig, FieldType, getDisplayProcessor } from '@grafana/data';
import { describe, expect, it } from 'vitest';
import { overview } from './overview';
import { drawnPanels } from './walk';

// As Grafana reads it: what JSON drops is not there.
const dashboard: ReturnType<typeof overview> = JSON.parse(JSON.stringify(overview()));
const panels = drawnPanels(dashboard.panels ?? []);
const defaultsOf = (type: string) =>
  panels.filter((panel) => panel.type === type).map(({ fieldConfig }) => fieldConfig?.defaults);

describe('a panel whose query failed', () => {
  it('shows neither a finding nor a good colour as a stat', () => {
    // What Grafana makes of an answer without frames: null, dressed in the panel's defaults.
    const shown = defaultsOf('stat').map((defaults) => {
      const config: FieldConfig = JSON.parse(JSON.stringify(defaults));
      const { text, color } = getDisplayProcessor({ field: { type: FieldType.other, config }, theme: createTheme() })(
        null
      );
      return { text, color };
    });

    expect(shown.length).toBeGreaterThan(5);
    expect(shown).toEqual(shown.map(() => ({ text: '', color: '#808080' })));
  });

  it('says as a table only what also holds when no row was read', () => {
    expect(defaultsOf('table').map((defaults) => defaults?.noValue)).toEqual([
      'No stuck run to show',
      'No worker to show',
    ]);
  });
});
