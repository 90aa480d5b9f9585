import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { getPluginImportUtils } from '@grafana/runtime';
import { SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { Icon, PanelChrome, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { PanelJson } from './dashboardJson';
import { missingFieldOptions } from './findMissing';

interface FieldOptionsNoteState extends SceneObjectState {
  json: PanelJson;
  missing?: string[];
}

/** Names, in the panel's header, the field options that the workbench leaves out of the picture. */
export class FieldOptionsNote extends SceneObjectBase<FieldOptionsNoteState> {
  static Component = Note;

  constructor(state: FieldOptionsNoteState) {
    super(state);
    this.addActivationHandler(() => {
      const { json } = this.state;
      getPluginImportUtils()
        .importPanelPlugin(json.type)
        .then((plugin) => this.setState({ missing: missingFieldOptions(json, plugin) }))
        // A plugin that does not load says so in its panel.
        .catch(() => undefined);
    });
  }
}

function Note({ model }: SceneComponentProps<FieldOptionsNote>) {
  const { missing = [] } = model.useState();
  const styles = useStyles2(getStyles);
  if (missing.length === 0) {
    return null;
  }
  return (
    <Tooltip content={`The workbench cannot draw the field options: ${missing.join(', ')}`}>
      <PanelChrome.TitleItem className={styles.note}>
        <Icon name="exclamation-triangle" />{' '}
        <span data-testid="workbench-missing-options">not drawn: {missing.join(', ')}</span>
      </PanelChrome.TitleItem>
    </Tooltip>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return { note: css({ color: theme.colors.warning.text, gap: theme.spacing(0.5), whiteSpace: 'nowrap' }) };
}
