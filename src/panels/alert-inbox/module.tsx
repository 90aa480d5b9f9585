import '../../shared/publicPath';
import { PanelPlugin } from '@grafana/data';
import { AlertInboxPanel } from './AlertInboxPanel';
import { defaults, type AlertInboxOptions } from './options';

const fields = ['Fields'];
const settings = { placeholderText: 'Found by itself' };

export const plugin = new PanelPlugin<AlertInboxOptions>(AlertInboxPanel).useFieldConfig().setPanelOptions((builder) =>
  builder
    .addBooleanSwitch({
      path: 'showResolved',
      name: 'Show resolved alerts',
      description: 'Below those that fire',
      defaultValue: defaults.showResolved,
    })
    .addFieldNamePicker({
      path: 'nameField',
      name: 'Name',
      description: 'What the alert is called',
      category: fields,
      settings,
    })
    .addFieldNamePicker({
      path: 'statusField',
      name: 'Status',
      description: 'Firing or resolved; without one every row counts as firing',
      category: fields,
      settings,
    })
    .addFieldNamePicker({ path: 'severityField', name: 'Severity', category: fields, settings })
    .addFieldNamePicker({ path: 'summaryField', name: 'Summary', category: fields, settings })
    .addFieldNamePicker({ path: 'sinceField', name: 'Since', category: fields, settings })
);
