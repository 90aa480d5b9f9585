import {
  FieldColorModeId,
  FieldConfigProperty,
  ReducerID,
  type PanelOptionsEditorBuilder,
  type StandardEditorProps,
} from '@grafana/data';
import { VizOrientation } from '@grafana/schema';
import type { ComponentType } from 'react';
import { StatsEditor } from '../../registries/editors/choiceEditors';
import type { ValueOptions } from './ValuePanel';

const category = ['Value options'];

/** The options that turn series into values. */
export function addValueOptions<Options extends ValueOptions>(builder: PanelOptionsEditorBuilder<Options>): void {
  builder
    .addRadio({
      path: 'reduceOptions.values',
      name: 'Show',
      category,
      defaultValue: false,
      settings: {
        options: [
          { value: false, label: 'Calculate' },
          { value: true, label: 'All values' },
        ],
      },
    })
    .addNumberInput({
      path: 'reduceOptions.limit',
      name: 'Limit',
      category,
      settings: { placeholder: '25', integer: true, min: 1 },
      showIf: ({ reduceOptions }) => reduceOptions.values === true,
    })
    .addCustomEditor({
      id: 'reduceOptions.calcs',
      path: 'reduceOptions.calcs',
      name: 'Calculation',
      category,
      editor: StatsEditor as ComponentType<StandardEditorProps>,
      defaultValue: [ReducerID.lastNotNull],
      showIf: ({ reduceOptions }) => reduceOptions.values === false,
    })
    .addTextInput({
      path: 'reduceOptions.fields',
      name: 'Fields',
      category,
      defaultValue: '',
      settings: { placeholder: 'Numeric fields' },
    })
    .addRadio({
      path: 'orientation',
      name: 'Orientation',
      category,
      defaultValue: VizOrientation.Auto,
      settings: {
        options: [
          { value: VizOrientation.Auto, label: 'Auto' },
          { value: VizOrientation.Horizontal, label: 'Horizontal' },
          { value: VizOrientation.Vertical, label: 'Vertical' },
        ],
      },
    });
}

export const coloredByThreshold = {
  [FieldConfigProperty.Color]: {
    settings: { byValueSupport: true },
    defaultValue: { mode: FieldColorModeId.Thresholds },
  },
};
