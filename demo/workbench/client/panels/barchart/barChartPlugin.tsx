import {
  FieldColorModeId,
  FieldConfigProperty,
  identityOverrideProcessor,
  PanelPlugin,
  type FieldConfigEditorBuilder,
} from '@grafana/data';
import { VizOrientation } from '@grafana/schema';
import { commonOptionsBuilder } from '@grafana/ui';
import { BarChartPanel, type BarChartOptions } from './BarChartPanel';

/** Field options that the bars take into account, and those of Grafana's that change nothing visible at this size. */
const barDefaults: Record<string, unknown> = {
  fillOpacity: 80,
  lineWidth: 1,
  gradientMode: 'none',
  axisPlacement: 'auto',
  axisLabel: '',
  axisColorMode: 'text',
  axisBorderShow: false,
  axisCenteredZero: false,
  axisGridShow: undefined,
  axisSoftMin: undefined,
  axisSoftMax: undefined,
  axisWidth: undefined,
  scaleDistribution: { type: 'linear' },
  thresholdsStyle: { mode: 'off' },
  hideFrom: { tooltip: false, viz: false, legend: false },
};

export function barChartPlugin(): PanelPlugin {
  return new PanelPlugin<BarChartOptions>(BarChartPanel)
    .setPanelOptions((builder) => {
      builder
        .addFieldNamePicker({ path: 'xField', name: 'X axis' })
        .addRadio({
          path: 'orientation',
          name: 'Orientation',
          defaultValue: VizOrientation.Auto,
          settings: {
            options: [
              { value: VizOrientation.Auto, label: 'Auto' },
              { value: VizOrientation.Horizontal, label: 'Horizontal' },
              { value: VizOrientation.Vertical, label: 'Vertical' },
            ],
          },
        })
        .addRadio({
          path: 'showValue',
          name: 'Show values',
          defaultValue: 'auto',
          settings: {
            options: [
              { value: 'auto', label: 'Auto' },
              { value: 'always', label: 'Always' },
              { value: 'never', label: 'Never' },
            ],
          },
        });
      commonOptionsBuilder.addTooltipOptions(builder);
      commonOptionsBuilder.addLegendOptions(builder, false);
    })
    .useFieldConfig({
      standardOptions: {
        [FieldConfigProperty.Color]: {
          settings: { byValueSupport: true },
          defaultValue: { mode: FieldColorModeId.PaletteClassic },
        },
      },
      useCustomConfig: addBarOptions,
    });
}

function addBarOptions(builder: FieldConfigEditorBuilder<Record<string, unknown>>): void {
  for (const [path, defaultValue] of Object.entries(barDefaults)) {
    builder.addCustomEditor({
      id: path,
      path,
      name: path,
      category: ['Bar chart'],
      defaultValue,
      hideFromDefaults: true,
      editor: () => null,
      override: () => null,
      process: identityOverrideProcessor,
      shouldApply: () => true,
    });
  }
}
