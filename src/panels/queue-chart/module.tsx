import '../../shared/publicPath';
import { FieldType, PanelPlugin, type Field } from '@grafana/data';
import { FieldsEditor } from '../../shared/fields/FieldsEditor';
import { defaults, type QueueChartOptions } from './options';
import { QueueChartPanel } from './QueueChartPanel';

const isNumber = (field: Field) => field.type === FieldType.number;
const fields = ['Fields'];
const auto = 'Found by itself';

export const plugin = new PanelPlugin<QueueChartOptions>(QueueChartPanel).useFieldConfig().setPanelOptions((builder) =>
  builder
    .addBooleanSwitch({
      path: 'showSentence',
      name: 'Say where it is going',
      description: 'Growing, shrinking or steady, and when it will be drained',
      defaultValue: defaults.showSentence,
    })
    .addBooleanSwitch({
      path: 'showFlow',
      name: 'Arrivals and completions',
      description: 'A second chart, where the data has them',
      defaultValue: defaults.showFlow,
    })
    .addFieldNamePicker({
      path: 'timeField',
      name: 'Time',
      category: fields,
      settings: { filter: (field: Field) => field.type === FieldType.time, placeholderText: auto },
    })
    .addCustomEditor({
      id: 'stateFields',
      path: 'stateFields',
      name: 'States',
      description: 'Stacked, the first at the bottom; none: found by themselves',
      category: fields,
      defaultValue: defaults.stateFields,
      editor: FieldsEditor,
      settings: { filter: isNumber, placeholder: auto },
    })
    .addFieldNamePicker({
      path: 'arrivalsField',
      name: 'Arrivals',
      description: 'Jobs that came in since the sample before',
      category: fields,
      settings: { filter: isNumber, placeholderText: auto },
    })
    .addFieldNamePicker({
      path: 'completionsField',
      name: 'Completions',
      description: 'Jobs that got done since the sample before',
      category: fields,
      settings: { filter: isNumber, placeholderText: auto },
    })
);
