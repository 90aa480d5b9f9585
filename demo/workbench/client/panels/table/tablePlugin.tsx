import { identityOverrideProcessor, PanelPlugin, type FieldConfigEditorBuilder } from '@grafana/data';
import { TablePanel, type TableOptions } from './TablePanel';

/** Column options that TableNG reads from `field.config.custom`, with Grafana's defaults. */
const columnDefaults: Record<string, unknown> = {
  align: 'auto',
  cellOptions: { type: 'auto' },
  width: undefined,
  minWidth: undefined,
  filterable: undefined,
  hidden: undefined,
  hideHeader: undefined,
  hideFrom: { viz: false },
  inspect: false,
  wrapHeaderText: false,
  wrapText: false,
  footer: { reducers: [] },
  tooltip: undefined,
};

export function tablePlugin(): PanelPlugin {
  return new PanelPlugin<TableOptions>(TablePanel)
    .setNoPadding()
    .setPanelOptions((builder) =>
      builder
        .addBooleanSwitch({ path: 'showHeader', name: 'Show table header', defaultValue: true })
        .addBooleanSwitch({ path: 'showTypeIcons', name: 'Show type icons', defaultValue: false })
        .addRadio({
          path: 'cellHeight',
          name: 'Cell height',
          defaultValue: 'sm',
          settings: {
            options: [
              { value: 'sm', label: 'Small' },
              { value: 'md', label: 'Medium' },
              { value: 'lg', label: 'Large' },
            ],
          },
        })
        .addBooleanSwitch({ path: 'enablePagination', name: 'Enable pagination', defaultValue: false })
        .addNumberInput({ path: 'frozenColumns.left', name: 'Frozen columns', settings: { integer: true, min: 0 } })
    )
    .useFieldConfig({ useCustomConfig: addColumnOptions });
}

function addColumnOptions(builder: FieldConfigEditorBuilder<Record<string, unknown>>): void {
  for (const [path, defaultValue] of Object.entries(columnDefaults)) {
    builder.addCustomEditor({
      id: path,
      path,
      name: path,
      category: ['Columns'],
      defaultValue,
      hideFromDefaults: true,
      editor: () => null,
      override: () => null,
      process: identityOverrideProcessor,
      shouldApply: () => true,
    });
  }
}
