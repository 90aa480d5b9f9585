import {
  fieldColorModeRegistry,
  FieldColorModeId,
  type FieldColor,
  type FieldColorConfigSettings,
  type SelectableValue,
  type StandardEditorProps,
} from '@grafana/data';
import { ColorPicker, HorizontalGroup, Select } from '@grafana/ui';
import React from 'react';

export function ColorEditor({ value, onChange }: StandardEditorProps<string>) {
  return <ColorPicker color={value ?? 'text'} onChange={onChange} enableNamedColors />;
}

/** How a field gets its colour: a fixed one, a palette, or its thresholds. */
export function FieldColorEditor({
  id,
  value,
  onChange,
  item,
}: StandardEditorProps<FieldColor, FieldColorConfigSettings>) {
  const modes = fieldColorModeRegistry
    .list()
    .filter((mode) => !mode.excludeFromPicker && (item.settings?.byValueSupport !== false || !mode.isByValue))
    .map((mode): SelectableValue<string> => ({ label: mode.name, value: mode.id, description: mode.description }));
  const mode = value?.mode ?? FieldColorModeId.Thresholds;
  const needsColor = mode === FieldColorModeId.Fixed || mode === FieldColorModeId.Shades;
  return (
    <HorizontalGroup>
      <Select
        inputId={id}
        value={mode}
        options={modes}
        onChange={(option: SelectableValue<string>) => onChange({ ...value, mode: option.value ?? mode })}
      />
      {needsColor && (
        <ColorPicker
          color={value?.fixedColor ?? 'green'}
          onChange={(fixedColor) => onChange({ ...value, mode, fixedColor })}
          enableNamedColors
        />
      )}
    </HorizontalGroup>
  );
}
