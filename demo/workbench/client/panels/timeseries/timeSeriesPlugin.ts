import { FieldColorModeId, FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { commonOptionsBuilder } from '@grafana/ui';
import { graphFieldConfig } from './graphFieldConfig';
import { TimeSeriesPanel, type TimeSeriesOptions } from './TimeSeriesPanel';

export function timeSeriesPlugin(): PanelPlugin {
  return new PanelPlugin<TimeSeriesOptions>(TimeSeriesPanel)
    .setPanelOptions((builder) => {
      commonOptionsBuilder.addTooltipOptions(builder, false, true);
      commonOptionsBuilder.addLegendOptions(builder);
    })
    .useFieldConfig({
      standardOptions: {
        [FieldConfigProperty.Color]: {
          settings: { byValueSupport: true, bySeriesSupport: true, preferThresholdsMode: false },
          defaultValue: { mode: FieldColorModeId.PaletteClassic },
        },
      },
      useCustomConfig: graphFieldConfig,
    })
    .setDataSupport({ annotations: true, alertStates: true });
}
