import {
  isNestedPanelOptions,
  PanelOptionsEditorBuilder,
  type PanelOptionsSupplier,
  type PanelPlugin,
  type StandardEditorContext,
  type StandardEditorProps,
} from '@grafana/data';
import { get, set, cloneDeep } from 'lodash';
import type { ComponentType } from 'react';
import type { EditableOption } from './OptionGroups';

interface OptionsAccess {
  options: Record<string, unknown>;
  /** Gets all options, with one of them changed. */
  onChange: (options: Record<string, unknown>) => void;
}

/** A panel's own options, as its plugin declares them, nested ones included; those whose `showIf` says no are left out. */
export function panelOptions(
  plugin: PanelPlugin,
  { options, onChange }: OptionsAccess,
  context: StandardEditorContext<unknown>
): EditableOption[] {
  return collect(
    plugin.getPanelOptionsSupplier(),
    { options, onChange },
    { ...context, options },
    '',
    plugin.meta.name
  );
}

function collect(
  supplier: PanelOptionsSupplier<unknown>,
  access: OptionsAccess,
  context: StandardEditorContext<unknown>,
  prefix: string,
  heading: string
): EditableOption[] {
  const builder = new PanelOptionsEditorBuilder<unknown>();
  supplier(builder, context);
  return builder.getItems().flatMap((item): EditableOption[] => {
    const path = prefix + item.path;
    const category = item.category?.[0] ?? heading;
    if (isNestedPanelOptions(item)) {
      return collect(item.getBuilder(), access, context, `${path}.`, category);
    }
    const scope = prefix ? get(access.options, prefix.slice(0, -1)) : access.options;
    if (item.showIf && !item.showIf(scope ?? {}, context.data, context.annotations)) {
      return [];
    }
    return [
      {
        id: prefix + item.id,
        name: item.name,
        description: item.description,
        category,
        editor: item.editor as ComponentType<StandardEditorProps>,
        item,
        value: get(access.options, path),
        onChange: (value) => access.onChange(set(cloneDeep(access.options), path, value)),
      },
    ];
  });
}
