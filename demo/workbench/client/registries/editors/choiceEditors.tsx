import {
  getFieldDisplayName,
  type Field,
  type FieldNamePickerConfigSettings,
  type SelectableValue,
  type SelectFieldConfigSettings,
  type StandardEditorProps,
  type StatsPickerConfigSettings,
} from '@grafana/data';
import { MultiSelect, RadioButtonGroup, Select, StatsPicker, TimeZonePicker, UnitPicker } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

type Choice = string | number | boolean | undefined;
type ChoiceProps = StandardEditorProps<Choice, SelectFieldConfigSettings<Choice>>;

export function SelectEditor({ id, value, onChange, item, context }: ChoiceProps) {
  const options = useOptions(item.settings, context);
  return (
    <Select
      inputId={id}
      value={options.find((option) => option.value === value) ?? value}
      options={options}
      allowCustomValue={item.settings?.allowCustomValue}
      isClearable={item.settings?.isClearable}
      onChange={(option: SelectableValue<Choice> | null) => onChange(option?.value)}
    />
  );
}

export function MultiSelectEditor({
  id,
  value,
  onChange,
  item,
  context,
}: StandardEditorProps<Choice[], SelectFieldConfigSettings<Choice>>) {
  const options = useOptions(item.settings, context);
  return (
    <MultiSelect
      inputId={id}
      value={value ?? []}
      options={options}
      allowCustomValue={item.settings?.allowCustomValue}
      onChange={(chosen: Array<SelectableValue<Choice>>) => onChange(chosen.map((option) => option.value))}
    />
  );
}

export function RadioEditor({ id, value, onChange, item, context }: ChoiceProps) {
  const options = useOptions(item.settings, context);
  return <RadioButtonGroup id={id} fullWidth value={value} options={options} onChange={onChange} />;
}

export function UnitEditor({ value, onChange }: StandardEditorProps<string>) {
  return <UnitPicker value={value} onChange={onChange} />;
}

export function StatsEditor({ value, onChange, item }: StandardEditorProps<string[], StatsPickerConfigSettings>) {
  const { allowMultiple, defaultStat } = item.settings ?? {};
  return (
    <StatsPicker stats={value ?? []} onChange={onChange} allowMultiple={allowMultiple} defaultStat={defaultStat} />
  );
}

export function TimeZoneEditor({ value, onChange }: StandardEditorProps<string>) {
  return <TimeZonePicker value={value} onChange={onChange} includeInternal />;
}

export function FieldNameEditor({
  id,
  value,
  onChange,
  item,
  context,
}: StandardEditorProps<string, FieldNamePickerConfigSettings>) {
  const accepts = item.settings?.filter ?? (() => true);
  const names = context.data.flatMap((frame) =>
    frame.fields
      .filter((field: Field) => accepts(field))
      .map((field) => getFieldDisplayName(field, frame, context.data))
  );
  // A saved name stays visible when today's data does not have it.
  const options = [...new Set(value ? [...names, value] : names)].map((name) => ({ label: name, value: name }));
  return (
    <Select
      inputId={id}
      value={value ?? null}
      options={options}
      isClearable
      placeholder={item.settings?.placeholderText ?? 'Select field'}
      noOptionsMessage={item.settings?.noFieldsMessage ?? 'The query returns no such field'}
      onChange={(option: SelectableValue<string> | null) => onChange(option?.value)}
    />
  );
}

/** Options may be computed from the data. */
function useOptions(
  settings: SelectFieldConfigSettings<Choice> | undefined,
  context: ChoiceProps['context']
): Array<SelectableValue<Choice>> {
  const [options, setOptions] = useState<Array<SelectableValue<Choice>>>(settings?.options ?? []);
  useEffect(() => {
    let isCurrent = true;
    settings?.getOptions?.(context).then((computed) => {
      if (isCurrent) {
        setOptions(computed);
      }
    }, console.error);
    return () => {
      isCurrent = false;
    };
  }, [settings, context]);
  return settings?.getOptions ? options : (settings?.options ?? []);
}
