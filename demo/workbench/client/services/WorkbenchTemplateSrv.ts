import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv, VariableInterpolation } from '@grafana/runtime';
import { MultiValueVariable, sceneGraph, type SceneObject, type SceneVariable } from '@grafana/scenes';
import { activeScene } from './activeScene';

/** Variables of the scene that is open; a query's own scene object (`__sceneObject`) wins, so repeated panels see theirs. */
export class WorkbenchTemplateSrv implements TemplateSrv {
  getVariables(): TypedVariableModel[] {
    const scene = activeScene();
    const variables = scene ? sceneGraph.getVariables(scene).state.variables : [];
    // Scenes' variables are objects of their own; plugins expect the dashboard JSON's form.
    return variables.map(toModel) as unknown as TypedVariableModel[];
  }

  replace(
    target?: string,
    scopedVars?: ScopedVars,
    format?: string | Function,
    interpolations?: VariableInterpolation[]
  ): string {
    if (!target) {
      return target ?? '';
    }
    const scene = ownScene(scopedVars) ?? activeScene();
    // Without a scene there are still scoped variables to fill in, as in Explore before anything ran.
    return scene
      ? sceneGraph.interpolate(scene, target, scopedVars, format as string | undefined, interpolations)
      : replaceScoped(target, scopedVars);
  }

  containsTemplate(target?: string): boolean {
    return Boolean(target && /\$\w+|\$\{[^}]+\}|\[\[[^\]]+\]\]/.test(target));
  }

  /** Ad-hoc filters of scenes reach a data source in its request, not from here. */
  getAdhocFilters(): [] {
    return [];
  }

  updateTimeRange(): void {
    // The scene's time range is the only one.
  }
}

function ownScene(scopedVars: ScopedVars | undefined): SceneObject | undefined {
  const holder: unknown = scopedVars?.__sceneObject?.value;
  if (typeof holder !== 'object' || holder === null) {
    return undefined;
  }
  // Scenes wraps the object so that serialising a request does not serialise the scene; valueOf() unwraps it.
  return holder.valueOf() as SceneObject;
}

function replaceScoped(target: string, scopedVars: ScopedVars = {}): string {
  return target.replace(/\$(\w+)|\$\{(\w+)\}/g, (whole, plain?: string, braced?: string) => {
    const found = scopedVars[plain ?? braced ?? ''];
    return found ? String(found.value) : whole;
  });
}

function toModel(variable: SceneVariable): object {
  const { name, label, type, hide, description } = variable.state;
  const base = { id: name, name, label, type, hide, description, options: [] };
  if (!(variable instanceof MultiValueVariable)) {
    const value = variable.getValue();
    return { ...base, current: { value, text: variable.getValueText?.() ?? String(value) } };
  }
  const { value, text, isMulti, includeAll, allValue } = variable.state;
  return { ...base, multi: isMulti, includeAll, allValue, current: { value, text } };
}
