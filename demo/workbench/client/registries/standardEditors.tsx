import type { StandardEditorProps, StandardEditorsRegistryItem } from '@grafana/data';
import React, { type ComponentType } from 'react';
import {
  FieldNameEditor,
  MultiSelectEditor,
  RadioEditor,
  SelectEditor,
  StatsEditor,
  TimeZoneEditor,
  UnitEditor,
} from './editors/choiceEditors';
import { ColorEditor, FieldColorEditor } from './editors/colorEditors';
import { DataLinksEditor, MappingsEditor } from './editors/jsonEditors';
import { BooleanEditor, NumberEditor, SliderEditor, StringsEditor, TextEditor } from './editors/textEditors';
import { ThresholdsEditor } from './editors/ThresholdsEditor';

/**
 * The editors that `PanelOptionsEditorBuilder` asks for by name, ours for each id of Grafana's.
 * Grafana fills this registry in its core, which is not on npm.
 */
export function standardEditors(): StandardEditorsRegistryItem[] {
  const editors: Record<string, ComponentType<never>> = {
    text: TextEditor,
    number: NumberEditor,
    slider: SliderEditor,
    boolean: BooleanEditor,
    select: SelectEditor,
    'multi-select': MultiSelectEditor,
    radio: RadioEditor,
    unit: UnitEditor,
    color: ColorEditor,
    fieldColor: FieldColorEditor,
    links: DataLinksEditor,
    mappings: MappingsEditor,
    thresholds: ThresholdsEditor,
    strings: StringsEditor,
    timezone: TimeZoneEditor,
    'field-name': FieldNameEditor,
    'stats-picker': StatsEditor,
    actions: NoEditorForActions,
    'dashboard-uid': TextEditor,
  };
  return Object.entries(editors).map(([id, editor]) => ({
    id,
    name: id,
    editor: editor as ComponentType<StandardEditorProps>,
  }));
}

function NoEditorForActions() {
  return <em>Actions cannot be edited in the workbench.</em>;
}
