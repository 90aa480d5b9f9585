import React from 'react';
import { Collapse, InlineField, InlineFieldRow, Select } from '@grafana/ui';
import type { ArgValue, PresetQuery } from '../../query/model';
import { isPresetId, presetIds, presets, variableArgs } from '../../query/presets';
import type { Preset } from '../../query/presets/Preset';
import { ArgumentField, withArgument } from '../rpc/ArgumentField';
import type { VariantProps } from '../VariantProps';

const gallery = presetIds.map((id) => ({ label: presets[id].label, value: id, description: presets[id].description }));

/** A named question; its arguments name the dashboard's variables unless they are changed here. */
export function PresetEditor({ query, onChange }: VariantProps<PresetQuery>) {
  const [isOpen, setIsOpen] = React.useState(false);
  const preset = presets[query.preset];
  const { args, ...bare } = query;
  const set = (name: string, value: ArgValue | undefined) => {
    const changed = withArgument(args ?? {}, name, value);
    onChange(Object.keys(changed).length === 0 ? bare : { ...bare, args: changed });
  };
  return (
    <>
      <InlineFieldRow>
        <InlineField label="Question" labelWidth={14} grow>
          <Select
            aria-label="Question"
            options={gallery}
            value={query.preset}
            onChange={({ value }) =>
              isPresetId(value) && onChange({ ...bare, preset: value, args: variableArgs(value) })
            }
          />
        </InlineField>
      </InlineFieldRow>
      <p>{preset.description}</p>
      <Collapse label="Arguments" isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} collapsible>
        {argumentNames(preset).map((name) => (
          <InlineFieldRow key={name}>
            <ArgumentField
              name={name}
              isList={isList(preset, name)}
              value={args?.[name]}
              placeholder={preset.args[name] === undefined ? 'all' : [preset.args[name]].flat().join(', ')}
              onChange={(value) => set(name, value)}
            />
          </InlineFieldRow>
        ))}
      </Collapse>
    </>
  );
}

function argumentNames({ args, source }: Preset): string[] {
  return 'table' in source ? Object.keys(source.filters) : Object.keys(args);
}

function isList({ args, source }: Preset, name: string): boolean {
  return 'table' in source ? source.filters[name].operator === 'in' : Array.isArray(args[name]);
}
