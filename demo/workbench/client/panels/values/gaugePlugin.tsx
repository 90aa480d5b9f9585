import { PanelPlugin, type PanelProps } from '@grafana/data';
import type { VizTextDisplayOptions } from '@grafana/schema';
import { commonOptionsBuilder } from '@grafana/ui';
import React from 'react';
import { RadialGauge } from './RadialGauge';
import { addValueOptions, coloredByThreshold } from './reduceOptions';
import { ValuePanel, type ValueOptions } from './ValuePanel';

interface GaugeOptions extends ValueOptions {
  showThresholdMarkers: boolean;
  showThresholdLabels: boolean;
  text?: VizTextDisplayOptions;
}

function GaugePanel(panel: PanelProps<GaugeOptions>) {
  const { options } = panel;
  return (
    <ValuePanel
      panel={panel}
      draw={({ value, count, width, height, openMenu, linkClass }) => (
        <RadialGauge
          value={value}
          width={width}
          height={height}
          text={options.text}
          showThresholdMarkers={options.showThresholdMarkers}
          showThresholdLabels={options.showThresholdLabels}
          showName={count > 1}
          onClick={openMenu}
          className={linkClass}
        />
      )}
    />
  );
}

export function gaugePlugin(): PanelPlugin {
  return new PanelPlugin<GaugeOptions>(GaugePanel)
    .useFieldConfig({ standardOptions: coloredByThreshold })
    .setPanelOptions((builder) => {
      addValueOptions(builder);
      builder
        .addBooleanSwitch({ path: 'showThresholdLabels', name: 'Show threshold labels', defaultValue: false })
        .addBooleanSwitch({ path: 'showThresholdMarkers', name: 'Show threshold markers', defaultValue: true });
      commonOptionsBuilder.addTextSizeOptions(builder, { withTitle: true, withValue: true });
    });
}
