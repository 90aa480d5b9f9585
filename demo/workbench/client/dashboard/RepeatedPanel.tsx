import { css } from '@emotion/css';
import {
  LocalValueVariable,
  MultiValueVariable,
  sceneGraph,
  SceneGridLayout,
  SceneObjectBase,
  SceneVariableSet,
  VariableDependencyConfig,
  VizPanel,
  type SceneComponentProps,
  type SceneGridItemLike,
  type SceneGridItemStateLike,
  type VariableValueSingle,
} from '@grafana/scenes';
import React from 'react';

interface RepeatedPanelState extends SceneGridItemStateLike {
  /** Shown once for each chosen value; never shown itself. */
  source: VizPanel;
  variableName: string;
  direction: 'h' | 'v';
  maxPerRow: number;
  /** Height of one row of copies, in grid cells. */
  itemHeight: number;
  panels: VizPanel[];
}

/** A grid item with one copy of a panel for each value of a variable, side by side or one below the other. */
export class RepeatedPanel extends SceneObjectBase<RepeatedPanelState> implements SceneGridItemLike {
  static Component = RepeatedPanelRenderer;

  protected override _variableDependency = new VariableDependencyConfig(this, {
    variableNames: [this.state.variableName],
    onVariableUpdateCompleted: () => this.repeat(),
  });

  constructor(state: Omit<RepeatedPanelState, 'panels' | 'itemHeight'>) {
    super({ ...state, panels: [], itemHeight: state.height ?? 8 });
    this.addActivationHandler(() => this.repeat());
  }

  getChildCount(): number {
    return this.state.panels.length;
  }

  private repeat(): void {
    const variable = sceneGraph.lookupVariable(this.state.variableName, this);
    if (!(variable instanceof MultiValueVariable) || sceneGraph.hasVariableDependencyInLoadingState(this)) {
      return;
    }
    const options = chosenOptions(variable);
    const panels = options.map(({ value, label }, index) => this.copyFor(value, label, index));
    const rows = this.state.direction === 'v' ? panels.length : Math.ceil(panels.length / this.state.maxPerRow);
    this.setState({ panels, height: Math.max(1, rows) * this.state.itemHeight });
    const layout = sceneGraph.getAncestor(this, SceneGridLayout);
    layout.forceRender();
  }

  private copyFor(value: VariableValueSingle, text: string, index: number): VizPanel {
    const { source, variableName } = this.state;
    return source.clone({
      key: index === 0 ? source.state.key : `${source.state.key}-clone-${index}`,
      $variables: new SceneVariableSet({ variables: [new LocalValueVariable({ name: variableName, value, text })] }),
    });
  }
}

function chosenOptions(variable: MultiValueVariable): Array<{ value: VariableValueSingle; label: string }> {
  const { value, text, options } = variable.state;
  if (variable.hasAllValue()) {
    return options.map((option) => ({ value: option.value, label: option.label }));
  }
  const values = [value].flat() as VariableValueSingle[];
  const texts = [text].flat();
  return values.map((single, index) => ({ value: single, label: String(texts[index] ?? single) }));
}

function RepeatedPanelRenderer({ model }: SceneComponentProps<RepeatedPanel>) {
  const { panels, direction, maxPerRow } = model.useState();
  const columns = direction === 'v' ? 1 : Math.min(panels.length, maxPerRow);
  return (
    <div className={grid} style={{ gridTemplateColumns: `repeat(${columns}, 1fr)` }}>
      {panels.map((panel) => (
        <div key={panel.state.key} className={cell}>
          <panel.Component model={panel} />
        </div>
      ))}
    </div>
  );
}

const grid = css({ display: 'grid', gap: 8, width: '100%', height: '100%', gridAutoRows: '1fr' });
const cell = css({ position: 'relative', minWidth: 0 });
