import { LoadingState, type FieldConfigSource, type PanelData, type StandardEditorContext } from '@grafana/data';
import { sceneGraph, type VizPanel } from '@grafana/scenes';
import { Field, Input, Select, Tab, TabsBar, TextArea, FieldValidationMessage } from '@grafana/ui';
import React, { useState } from 'react';
import { panelPlugins } from '../panels/panelPlugins';
import { useServices } from '../shell/ServicesContext';
import { fieldOptions } from './fieldOptions';
import { OptionGroups } from './OptionGroups';
import { panelOptions } from './panelOptions';

type PaneTab = 'panel' | 'field' | 'overrides';

const tabs: Array<{ id: PaneTab; label: string }> = [
  { id: 'panel', label: 'Panel' },
  { id: 'field', label: 'Field' },
  { id: 'overrides', label: 'Overrides' },
];

/** Everything about a panel but its queries; each change shows in the preview at once. */
export function OptionsPane({ panel }: { panel: VizPanel }) {
  const [tab, setTab] = useState<PaneTab>('panel');
  const { options, fieldConfig } = panel.useState();
  const { data } = sceneGraph.getData(panel).useState();
  const plugin = panel.getPlugin();
  if (!plugin) {
    return null;
  }
  const shown: PanelData = data ?? emptyData(panel);
  const context: StandardEditorContext<unknown> = {
    data: shown.series,
    annotations: shown.annotations,
    replaceVariables: panel.interpolate,
    eventBus: panel.getPanelContext().eventBus,
    options,
  };
  const changeFieldConfig = (changed: FieldConfigSource) => panel.onFieldConfigChange(changed, true);
  return (
    <div data-testid="panel-options">
      <TabsBar>
        {tabs.map(({ id, label }) => (
          <Tab key={id} label={label} active={tab === id} onChangeTab={() => setTab(id)} />
        ))}
      </TabsBar>
      {tab === 'panel' && (
        <>
          <About panel={panel} />
          <OptionGroups
            context={context}
            options={panelOptions(
              plugin,
              { options, onChange: (changed) => panel.onOptionsChange(changed, true) },
              context
            )}
          />
        </>
      )}
      {tab === 'field' && (
        <OptionGroups
          context={context}
          options={fieldOptions(
            plugin,
            { fieldConfig: fieldConfig as FieldConfigSource, onChange: changeFieldConfig },
            context
          )}
        />
      )}
      {tab === 'overrides' && <Overrides fieldConfig={fieldConfig as FieldConfigSource} onChange={changeFieldConfig} />}
    </div>
  );
}

function About({ panel }: { panel: VizPanel }) {
  const { title, description, pluginId } = panel.useState();
  const { plugins } = useServices();
  const types = [
    ...Object.entries(panelPlugins).map(([value, { name }]) => ({ value, label: name })),
    ...plugins.ofType('panel').map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <>
      <Field label="Visualization">
        <Select
          aria-label="Visualization"
          value={pluginId}
          options={types}
          onChange={({ value = pluginId }) => void panel.changePluginType(value)}
        />
      </Field>
      <Field label="Title">
        <Input
          key={title}
          defaultValue={title}
          onBlur={({ currentTarget }) => panel.onTitleChange(currentTarget.value)}
        />
      </Field>
      <Field label="Description">
        <TextArea
          key={description}
          rows={3}
          defaultValue={description}
          onBlur={({ currentTarget }) => panel.onDescriptionChange(currentTarget.value)}
        />
      </Field>
    </>
  );
}

interface OverridesProps {
  fieldConfig: FieldConfigSource;
  onChange: (fieldConfig: FieldConfigSource) => void;
}

/** Grafana has a form for these; here they are edited as the JSON they are saved as. */
function Overrides({ fieldConfig, onChange }: OverridesProps) {
  const [error, setError] = useState<string>();
  const commit = (text: string) => {
    try {
      const overrides: unknown = JSON.parse(text);
      if (!Array.isArray(overrides)) {
        throw new Error('A list [ … ] is expected');
      }
      setError(undefined);
      onChange({ ...fieldConfig, overrides });
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  return (
    <Field label="Overrides as JSON" description="Grafana edits them in a form that is not part of its packages.">
      <>
        <TextArea
          rows={24}
          defaultValue={JSON.stringify(fieldConfig.overrides, null, 2)}
          onBlur={({ currentTarget }) => commit(currentTarget.value)}
        />
        {error && <FieldValidationMessage>{error}</FieldValidationMessage>}
      </>
    </Field>
  );
}

function emptyData(panel: VizPanel): PanelData {
  return { state: LoadingState.NotStarted, series: [], timeRange: sceneGraph.getTimeRange(panel).state.value };
}
