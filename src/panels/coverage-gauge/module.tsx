import '../../shared/publicPath';
import {
  FieldColorModeId,
  FieldConfigProperty,
  FieldType,
  PanelPlugin,
  ThresholdsMode,
  type Field,
} from '@grafana/data';
import { thresholds } from '../../../catalog/thresholds';
import { CoverageGaugePanel } from './CoverageGaugePanel';
import { defaults, type CoverageGaugeOptions } from './options';

const isNumber = (field: Field) => field.type === FieldType.number;
const fields = ['Fields'];
const auto = 'Found by itself';

export const plugin = new PanelPlugin<CoverageGaugeOptions>(CoverageGaugePanel)
  .useFieldConfig({
    standardOptions: {
      [FieldConfigProperty.Color]: { defaultValue: { mode: FieldColorModeId.Thresholds } },
      [FieldConfigProperty.Thresholds]: {
        defaultValue: {
          mode: ThresholdsMode.Absolute,
          steps: [
            { value: -Infinity, color: 'red' },
            { value: thresholds.coverage_low_ratio.value, color: 'orange' },
            { value: thresholds.coverage_target_ratio.value, color: 'green' },
          ],
        },
      },
    },
  })
  .setPanelOptions((builder) =>
    builder
      .addRadio({
        path: 'order',
        name: 'Worst is',
        description: 'Worst rows come first',
        defaultValue: defaults.order,
        settings: {
          options: [
            { value: 'lowest', label: 'Lowest' },
            { value: 'highest', label: 'Highest' },
            { value: 'data', label: 'As in data' },
          ],
        },
      })
      .addBooleanSwitch({
        path: 'showOverall',
        name: 'Overall figure',
        description: 'Sum of found ÷ sum of expected where these fields exist, else the mean',
        defaultValue: defaults.showOverall,
      })
      .addNumberInput({
        path: 'target',
        name: 'Target',
        description: 'For rows without a target field, in the scale of the value',
        settings: { placeholder: 'None' },
      })
      .addFieldNamePicker({
        path: 'nameField',
        name: 'Name',
        description: 'What each bar is called',
        category: fields,
        settings: { placeholderText: auto },
      })
      .addFieldNamePicker({
        path: 'valueField',
        name: 'Value',
        description: 'How long each bar is',
        category: fields,
        settings: { filter: isNumber, placeholderText: auto },
      })
      .addFieldNamePicker({
        path: 'targetField',
        name: 'Target',
        category: fields,
        settings: { filter: isNumber, placeholderText: auto },
      })
      .addFieldNamePicker({
        path: 'trendField',
        name: 'Trend',
        category: fields,
        settings: { filter: isNumber, placeholderText: auto },
      })
      .addFieldNamePicker({
        path: 'foundField',
        name: 'Found',
        category: fields,
        settings: { filter: isNumber, placeholderText: auto },
      })
      .addFieldNamePicker({
        path: 'expectedField',
        name: 'Expected',
        category: fields,
        settings: { filter: isNumber, placeholderText: auto },
      })
  );
