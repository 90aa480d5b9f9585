import type {
  FieldConfig,
  FieldConfigSource,
  PanelPlugin,
  StandardEditorContext,
  StandardEditorProps,
} from '@grafana/data';
import { cloneDeep, get, set } from 'lodash';
import type { ComponentType } from 'react';
import type { EditableOption } from './OptionGroups';

interface FieldConfigAccess {
  fieldConfig: FieldConfigSource;
  onChange: (fieldConfig: FieldConfigSource) => void;
}

/** The defaults of a panel's fields: the standard options and the plugin's own. */
export function fieldOptions(
  plugin: PanelPlugin,
  { fieldConfig, onChange }: FieldConfigAccess,
  context: StandardEditorContext<unknown>
): EditableOption[] {
  const { defaults } = fieldConfig;
  return plugin.fieldConfigRegistry
    .list()
    .filter(({ hideFromDefaults, isCustom, showIf }) => {
      const scope: unknown = isCustom ? (defaults.custom ?? {}) : defaults;
      return !hideFromDefaults && (!showIf || showIf(scope, context.data, context.annotations));
    })
    .map((item) => {
      const path = item.isCustom ? `custom.${item.path}` : item.path;
      return {
        id: item.id,
        name: item.name,
        description: item.description,
        category: item.category?.[0] ?? plugin.meta.name,
        editor: item.editor as ComponentType<StandardEditorProps>,
        item,
        value: get(defaults, path) ?? item.defaultValue,
        onChange: (value) => {
          const changed: FieldConfig = set(cloneDeep(defaults), path, value);
          onChange({ ...fieldConfig, defaults: changed });
        },
      };
    });
}
