import { ControlledCollapse, Field } from '@grafana/ui';
import type { StandardEditorContext, StandardEditorProps } from '@grafana/data';
import { groupBy } from 'lodash';
import React, { type ComponentType } from 'react';

/** One option with what it needs to be edited. */
export interface EditableOption {
  id: string;
  name: string;
  description?: string;
  category: string;
  editor: ComponentType<StandardEditorProps>;
  item: StandardEditorProps['item'];
  value: unknown;
  onChange: (value: unknown) => void;
}

/** Options under the headings of their categories. */
export function OptionGroups({
  options,
  context,
}: {
  options: EditableOption[];
  context: StandardEditorContext<unknown>;
}) {
  return (
    <>
      {Object.entries(groupBy(options, ({ category }) => category)).map(([category, members]) => (
        <ControlledCollapse key={category} label={category} isOpen>
          {members.map(({ id, name, description, editor: Editor, item, value, onChange }) => (
            <Field key={id} label={name} description={description} htmlFor={`option-${id}`}>
              <Editor id={`option-${id}`} item={item} value={value} onChange={onChange} context={context} />
            </Field>
          ))}
        </ControlledCollapse>
      ))}
    </>
  );
}
