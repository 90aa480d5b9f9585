import { PanelPlugin, type PanelProps } from '@grafana/data';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  PercentChangeColorMode,
  type VizTextDisplayOptions,
} from '@grafana/schema';
import { BigValue, commonOptionsBuilder } from '@grafana/ui';
import React from 'react';
import { addValueOptions, coloredByThreshold } from './reduceOptions';
import { ValuePanel, type ValueOptions } from './ValuePanel';

interface StatOptions extends ValueOptions {
  colorMode: BigValueColorMode;
  graphMode: BigValueGraphMode;
  justifyMode: BigValueJustifyMode;
  textMode: BigValueTextMode;
  wideLayout: boolean;
  showPercentChange: boolean;
  percentChangeColorMode: PercentChangeColorMode;
  text?: VizTextDisplayOptions;
}

function StatPanel(panel: PanelProps<StatOptions>) {
  const { options } = panel;
  return (
    <ValuePanel
      panel={panel}
      sparkline={options.graphMode !== BigValueGraphMode.None}
      percentChange={options.showPercentChange}
      draw={({ value, count, alignmentFactors, width, height, theme, openMenu, linkClass }) => (
        <BigValue
          value={value.display}
          count={count}
          sparkline={value.sparkline}
          colorMode={options.colorMode}
          graphMode={options.graphMode}
          justifyMode={options.justifyMode}
          textMode={textModeFor(options.textMode, count, panel.data.series.length)}
          percentChangeColorMode={options.percentChangeColorMode}
          alignmentFactors={alignmentFactors}
          text={options.text}
          width={width}
          height={height}
          theme={theme}
          onClick={openMenu}
          className={linkClass}
          disableWideLayout={!options.wideLayout}
          hasLinks={Boolean(openMenu)}
        />
      )}
    />
  );
}

/** A single value needs no name: the panel's title says it. */
function textModeFor(mode: BigValueTextMode, count: number, frames: number): BigValueTextMode {
  return mode === BigValueTextMode.Auto && count === 1 && frames <= 1 ? BigValueTextMode.Value : mode;
}

export function statPlugin(): PanelPlugin {
  return new PanelPlugin<StatOptions>(StatPanel)
    .useFieldConfig({ standardOptions: coloredByThreshold })
    .setNoPadding()
    .setPanelOptions((builder) => {
      addValueOptions(builder);
      commonOptionsBuilder.addTextSizeOptions(builder, { withTitle: true, withValue: true });
      builder
        .addSelect({
          path: 'textMode',
          name: 'Text mode',
          defaultValue: BigValueTextMode.Auto,
          settings: { options: choices(BigValueTextMode) },
        })
        .addRadio({
          path: 'wideLayout',
          name: 'Wide layout',
          defaultValue: true,
          settings: {
            options: [
              { value: true, label: 'On' },
              { value: false, label: 'Off' },
            ],
          },
        })
        .addSelect({
          path: 'colorMode',
          name: 'Color mode',
          defaultValue: BigValueColorMode.Value,
          settings: { options: choices(BigValueColorMode) },
        })
        .addRadio({
          path: 'graphMode',
          name: 'Graph mode',
          defaultValue: BigValueGraphMode.Area,
          settings: { options: choices(BigValueGraphMode) },
        })
        .addRadio({
          path: 'justifyMode',
          name: 'Text alignment',
          defaultValue: BigValueJustifyMode.Auto,
          settings: { options: choices(BigValueJustifyMode) },
        })
        .addBooleanSwitch({ path: 'showPercentChange', name: 'Show percent change', defaultValue: false })
        .addSelect({
          path: 'percentChangeColorMode',
          name: 'Percent change color mode',
          defaultValue: PercentChangeColorMode.Standard,
          settings: { options: choices(PercentChangeColorMode) },
          showIf: ({ showPercentChange }) => showPercentChange,
        });
    });
}

function choices<T extends string>(values: Record<string, T>): Array<{ value: T; label: string }> {
  return Object.entries(values).map(([label, value]) => ({ value, label }));
}
