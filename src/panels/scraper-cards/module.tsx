import '../../shared/publicPath';
import { FieldConfigProperty, PanelPlugin, ThresholdsMode } from '@grafana/data';
import { FieldsEditor } from '../../shared/fields/FieldsEditor';
import { defaults, type ScraperCardsOptions } from './options';
import { ScraperCardsPanel } from './ScraperCardsPanel';

const fields = ['Fields'];
const auto = 'Found by itself';

export const plugin = new PanelPlugin<ScraperCardsOptions>(ScraperCardsPanel)
  .useFieldConfig({
    standardOptions: {
      // One step: figures keep the text colour until somebody sets thresholds.
      [FieldConfigProperty.Thresholds]: {
        defaultValue: { mode: ThresholdsMode.Absolute, steps: [{ value: -Infinity, color: 'text' }] },
      },
    },
  })
  .setPanelOptions((builder) =>
    builder
      .addBooleanSwitch({
        path: 'problemsFirst',
        name: 'Problems first',
        description: 'Failing, then stopped, then paused, then running',
        defaultValue: defaults.problemsFirst,
      })
      .addNumberInput({
        path: 'cardWidth',
        name: 'Smallest card width',
        description: 'In pixels',
        defaultValue: defaults.cardWidth,
        settings: { min: 160, max: 800, integer: true },
      })
      .addFieldNamePicker({
        path: 'nameField',
        name: 'Name',
        description: 'What each card is called',
        category: fields,
        settings: { placeholderText: auto },
      })
      .addFieldNamePicker({
        path: 'statusField',
        name: 'Status',
        description: 'A word such as running, a boolean, or 0 and 1',
        category: fields,
        settings: { placeholderText: auto },
      })
      .addCustomEditor({
        id: 'figures',
        path: 'figures',
        name: 'Figures',
        description: 'Shown on each card in this order; none: found by themselves',
        category: fields,
        defaultValue: defaults.figures,
        editor: FieldsEditor,
        settings: { placeholder: auto },
      })
  );
