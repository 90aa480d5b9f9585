import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  FieldType,
  identityOverrideProcessor,
  numberOverrideProcessor,
  ThresholdsMode,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type Field,
  type FieldConfigPropertyItem,
  type StandardEditorProps,
} from '@grafana/data';
import type { ComponentType } from 'react';
import { SelectEditor, UnitEditor } from './editors/choiceEditors';
import { FieldColorEditor } from './editors/colorEditors';
import { DataLinksEditor, MappingsEditor } from './editors/jsonEditors';
import { BooleanEditor, NumberEditor, TextEditor } from './editors/textEditors';
import { ThresholdsEditor } from './editors/ThresholdsEditor';

type Extra = Partial<FieldConfigPropertyItem>;

const always = () => true;
const onNumbers = ({ type }: Field) => type === FieldType.number;
const expandable = { settings: { placeholder: 'none', expandTemplateVars: true } };

/** The field options that every panel shares ("Standard options"); a path that is not registered never reaches a field. */
export function standardFieldConfig(): FieldConfigPropertyItem[] {
  return [
    item('unit', 'Unit', UnitEditor, unitOverrideProcessor),
    item('min', 'Min', NumberEditor, numberOverrideProcessor, {
      shouldApply: onNumbers,
      settings: { placeholder: 'auto' },
    }),
    item('max', 'Max', NumberEditor, numberOverrideProcessor, {
      shouldApply: onNumbers,
      settings: { placeholder: 'auto' },
    }),
    item('fieldMinMax', 'Field min/max', BooleanEditor, booleanOverrideProcessor, { shouldApply: onNumbers }),
    item('decimals', 'Decimals', NumberEditor, numberOverrideProcessor, {
      shouldApply: onNumbers,
      settings: { placeholder: 'auto', min: 0, max: 15, integer: true },
    }),
    item('displayName', 'Display name', TextEditor, displayNameOverrideProcessor, expandable),
    item('color', 'Color scheme', FieldColorEditor, identityOverrideProcessor),
    item('noValue', 'No value', TextEditor, displayNameOverrideProcessor, { settings: { placeholder: '-' } }),
    item('links', 'Data links', DataLinksEditor, dataLinksOverrideProcessor, { category: ['Data links'] }),
    item('actions', 'Actions', NothingToEdit, identityOverrideProcessor, { category: ['Data links'] }),
    item('mappings', 'Value mappings', MappingsEditor, valueMappingsOverrideProcessor, {
      category: ['Value mappings'],
      defaultValue: [],
    }),
    item('thresholds', 'Thresholds', ThresholdsEditor, thresholdsOverrideProcessor, {
      category: ['Thresholds'],
      defaultValue: {
        mode: ThresholdsMode.Absolute,
        steps: [
          { value: -Infinity, color: 'green' },
          { value: 80, color: 'red' },
        ],
      },
    }),
    item('filterable', 'Ad-hoc filterable', BooleanEditor, booleanOverrideProcessor, { hideFromDefaults: true }),
    item('description', 'Description', TextEditor, identityOverrideProcessor, { hideFromDefaults: true }),
    item('displayNameFromDS', 'Name from the data source', TextEditor, identityOverrideProcessor, {
      hideFromDefaults: true,
    }),
    item('type', 'Type', SelectEditor, identityOverrideProcessor, { hideFromDefaults: true }),
  ];
}

function item<V>(
  id: string,
  name: string,
  editor: ComponentType<never>,
  process: FieldConfigPropertyItem<unknown, V>['process'],
  extra: Extra = {}
): FieldConfigPropertyItem {
  const component = editor as ComponentType<StandardEditorProps>;
  return {
    id,
    path: id,
    name,
    editor: component,
    override: component,
    process,
    shouldApply: always,
    category: ['Standard options'],
    ...extra,
  };
}

function NothingToEdit(): null {
  return null;
}
