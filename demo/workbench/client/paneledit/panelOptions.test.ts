// @vitest-environment jsdom
import { PanelPlugin } from '@grafana/data';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fillRegistries } from '../registries/fillRegistries';
import { fieldOptions } from './fieldOptions';
import { panelOptions } from './panelOptions';

beforeAll(fillRegistries);

function plugin() {
  const made = new PanelPlugin<{ mode: string; limit: number; legend: { show: boolean } }>(() => null)
    .setPanelOptions((builder) =>
      builder
        .addTextInput({ path: 'mode', name: 'Mode', defaultValue: 'plain' })
        .addNumberInput({ path: 'limit', name: 'Limit', showIf: ({ mode }) => mode === 'short' })
        .addBooleanSwitch({ path: 'legend.show', name: 'Legend', category: ['Legend'] })
        .addFieldNamePicker({ path: 'mode', name: 'Field', category: ['Fields'] })
    )
    .useFieldConfig({ useCustomConfig: (builder) => builder.addNumberInput({ path: 'width', name: 'Width' }) });
  made.meta = { ...made.meta, name: 'Sample' };
  return made;
}

const context = { data: [] };

describe("a panel's options in the editor", () => {
  it('are those the plugin declares, with an editor each, by category', () => {
    const options = panelOptions(plugin(), { options: { mode: 'plain' }, onChange: vi.fn() }, context);
    expect(options.map(({ name, category, value }) => [name, category, value])).toEqual([
      ['Mode', 'Sample', 'plain'],
      ['Legend', 'Legend', undefined],
      ['Field', 'Fields', 'plain'],
    ]);
    expect(options.every(({ editor }) => editor !== undefined)).toBe(true);
  });

  it('appear when their condition is met', () => {
    const options = panelOptions(plugin(), { options: { mode: 'short', limit: 3 }, onChange: vi.fn() }, context);
    expect(options.map(({ name }) => name)).toContain('Limit');
  });

  it('change nothing but themselves', () => {
    const onChange = vi.fn();
    const before = { mode: 'plain', legend: { show: false, kept: 1 } };
    const legend = panelOptions(plugin(), { options: before, onChange }, context).find(({ name }) => name === 'Legend');
    legend?.onChange(true);
    expect(onChange).toHaveBeenCalledWith({ mode: 'plain', legend: { show: true, kept: 1 } });
    expect(before.legend.show).toBe(false);
  });
});

describe("a panel's field options in the editor", () => {
  it("write standard options beside the plugin's own below custom", () => {
    const onChange = vi.fn();
    const fieldConfig = { defaults: { unit: 's' }, overrides: [] };
    const options = fieldOptions(plugin(), { fieldConfig, onChange }, context);
    expect(options.find(({ id }) => id === 'unit')?.value).toBe('s');
    options.find(({ id }) => id === 'custom.width')?.onChange(4);
    expect(onChange).toHaveBeenCalledWith({ defaults: { unit: 's', custom: { width: 4 } }, overrides: [] });
  });
});
