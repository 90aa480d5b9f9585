import { PanelPlugin, VizOrientation, type PanelProps } from '@grafana/data';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  type VizTextDisplayOptions,
} from '@grafana/schema';
import { BarGauge, commonOptionsBuilder } from '@grafana/ui';
import React from 'react';
import { addValueOptions, coloredByThreshold } from './reduceOptions';
import { ValuePanel, type ValueOptions } from './ValuePanel';

interface BarGaugeOptions extends ValueOptions {
  displayMode: BarGaugeDisplayMode;
  valueMode: BarGaugeValueMode;
  namePlacement: BarGaugeNamePlacement;
  showUnfilled: boolean;
  minVizWidth: number;
  minVizHeight: number;
  text?: VizTextDisplayOptions;
}

function BarGaugePanel(panel: PanelProps<BarGaugeOptions>) {
  const { options } = panel;
  return (
    <ValuePanel
      panel={panel}
      layout={{
        autoGrid: false,
        itemSpacing: 10,
        minVizWidth: options.minVizWidth,
        minVizHeight: options.minVizHeight,
      }}
      draw={({ value, count, orientation, alignmentFactors, width, height, theme, openMenu, linkClass }) => (
        <BarGauge
          value={value.display}
          field={value.field}
          display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
          width={width}
          height={height}
          orientation={orientation}
          text={options.text}
          theme={theme}
          itemSpacing={orientation === VizOrientation.Horizontal ? 10 : 8}
          displayMode={options.displayMode}
          onClick={openMenu}
          className={linkClass}
          alignmentFactors={count > 1 ? alignmentFactors : undefined}
          showUnfilled={options.showUnfilled}
          valueDisplayMode={options.valueMode}
          namePlacement={options.namePlacement}
        />
      )}
    />
  );
}

export function barGaugePlugin(): PanelPlugin {
  return new PanelPlugin<BarGaugeOptions>(BarGaugePanel)
    .useFieldConfig({ standardOptions: coloredByThreshold })
    .setPanelOptions((builder) => {
      addValueOptions(builder);
      commonOptionsBuilder.addTextSizeOptions(builder, { withTitle: true, withValue: true });
      builder
        .addRadio({
          path: 'displayMode',
          name: 'Display mode',
          defaultValue: BarGaugeDisplayMode.Gradient,
          settings: {
            options: [
              { value: BarGaugeDisplayMode.Gradient, label: 'Gradient' },
              { value: BarGaugeDisplayMode.Lcd, label: 'Retro LCD' },
              { value: BarGaugeDisplayMode.Basic, label: 'Basic' },
            ],
          },
        })
        .addRadio({
          path: 'valueMode',
          name: 'Value display',
          defaultValue: BarGaugeValueMode.Color,
          settings: {
            options: [
              { value: BarGaugeValueMode.Color, label: 'Value color' },
              { value: BarGaugeValueMode.Text, label: 'Text color' },
              { value: BarGaugeValueMode.Hidden, label: 'Hidden' },
            ],
          },
        })
        .addRadio({
          path: 'namePlacement',
          name: 'Name placement',
          defaultValue: BarGaugeNamePlacement.Auto,
          settings: {
            options: [
              { value: BarGaugeNamePlacement.Auto, label: 'Auto' },
              { value: BarGaugeNamePlacement.Top, label: 'Top' },
              { value: BarGaugeNamePlacement.Left, label: 'Left' },
              { value: BarGaugeNamePlacement.Hidden, label: 'Hidden' },
            ],
          },
        })
        .addBooleanSwitch({ path: 'showUnfilled', name: 'Show unfilled area', defaultValue: true })
        .addNumberInput({ path: 'minVizWidth', name: 'Min width', defaultValue: 8 })
        .addNumberInput({ path: 'minVizHeight', name: 'Min height', defaultValue: 16 });
    });
}
