import {
  FieldType,
  identityOverrideProcessor,
  type FieldConfigEditorBuilder,
  type StandardEditorProps,
} from '@grafana/data';
import { commonOptionsBuilder, getGraphFieldOptions } from '@grafana/ui';
import type { ComponentType } from 'react';
import {
  GraphDrawStyle,
  GraphGradientMode,
  GraphThresholdsStyleMode,
  LineInterpolation,
  VisibilityMode,
  type GraphFieldConfig,
} from '@grafana/schema';
import { SelectEditor } from '../../registries/editors/choiceEditors';

const category = ['Graph styles'];
const isBars = ({ drawStyle }: GraphFieldConfig) => drawStyle === GraphDrawStyle.Bars;
const isLine = ({ drawStyle }: GraphFieldConfig) => drawStyle === GraphDrawStyle.Line;

/** The field options of a time series. A path missing here would be dropped before it reaches the graph. */
export function graphFieldConfig(builder: FieldConfigEditorBuilder<GraphFieldConfig>): void {
  const options = getGraphFieldOptions();
  builder
    .addRadio({
      path: 'drawStyle',
      name: 'Style',
      category,
      defaultValue: GraphDrawStyle.Line,
      settings: { options: options.drawStyle },
    })
    .addRadio({
      path: 'lineInterpolation',
      name: 'Line interpolation',
      category,
      defaultValue: LineInterpolation.Linear,
      settings: { options: options.lineInterpolation },
      showIf: isLine,
    })
    .addRadio({
      path: 'barAlignment',
      name: 'Bar alignment',
      category,
      defaultValue: 0,
      settings: { options: options.barAlignment },
      showIf: isBars,
    })
    .addSliderInput({
      path: 'barWidthFactor',
      name: 'Bar width factor',
      category,
      defaultValue: 0.6,
      settings: { min: 0.1, max: 1, step: 0.1 },
      showIf: isBars,
    })
    .addSliderInput({
      path: 'lineWidth',
      name: 'Line width',
      category,
      defaultValue: 1,
      settings: { min: 0, max: 10, step: 1 },
    })
    .addSliderInput({
      path: 'fillOpacity',
      name: 'Fill opacity',
      category,
      defaultValue: 0,
      settings: { min: 0, max: 100, step: 1 },
    })
    .addRadio({
      path: 'gradientMode',
      name: 'Gradient mode',
      category,
      defaultValue: GraphGradientMode.None,
      settings: { options: options.fillGradient },
    })
    .addRadio({
      path: 'showPoints',
      name: 'Show points',
      category,
      defaultValue: VisibilityMode.Auto,
      settings: { options: options.showPoints },
    })
    .addSliderInput({
      path: 'pointSize',
      name: 'Point size',
      category,
      defaultValue: 5,
      settings: { min: 1, max: 40, step: 1 },
    })
    .addTextInput({ path: 'fillBelowTo', name: 'Fill below to', category, hideFromDefaults: true });
  addObject(builder, 'lineStyle', 'Line style', { fill: 'solid' });
  addObject(builder, 'spanNulls', 'Connect null values', false);
  addObject(builder, 'insertNulls', 'Disconnect values', false);
  addObject(builder, 'transform', 'Transform', undefined);
  for (const path of ['lineColor', 'fillColor', 'pointColor', 'barMaxWidth', 'pointSymbol', 'showValues'] as const) {
    addObject(builder, path, path, undefined);
  }
  commonOptionsBuilder.addStackingConfig(builder, undefined, ['Graph styles']);
  commonOptionsBuilder.addAxisConfig(builder, {});
  commonOptionsBuilder.addHideFrom(builder);
  builder.addCustomEditor({
    id: 'thresholdsStyle',
    path: 'thresholdsStyle',
    name: 'Show thresholds',
    category: ['Thresholds'],
    defaultValue: { mode: GraphThresholdsStyleMode.Off },
    editor: SelectEditor as ComponentType<StandardEditorProps>,
    override: SelectEditor as ComponentType<StandardEditorProps>,
    settings: {
      options: options.thresholdsDisplayModes.map(({ label, value }) => ({ label, value: { mode: value } })),
    },
    process: identityOverrideProcessor,
    shouldApply: ({ type }) => type === FieldType.number,
  });
}

/** An option that is drawn, but has no editor of its own here. */
function addObject(
  builder: FieldConfigEditorBuilder<GraphFieldConfig>,
  path: string,
  name: string,
  defaultValue: unknown
): void {
  builder.addCustomEditor({
    id: path,
    path,
    name,
    category,
    defaultValue,
    hideFromDefaults: true,
    editor: () => null,
    override: () => null,
    process: identityOverrideProcessor,
    shouldApply: () => true,
  });
}
