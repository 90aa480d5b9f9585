import React, { useId, useRef, useState } from 'react';
import { Button, Collapse, InlineFieldRow, useStyles2 } from '@grafana/ui';
import type { ArgValue, PresetQuery } from '../../query/model';
import { presets, variableArgs, type PresetId } from '../../query/presets';
import { ArgumentField, withArgument } from '../arguments/ArgumentField';
import { dashboardVariables } from '../arguments/dashboardVariables';
import type { VariantProps } from '../VariantProps';
import { presetArguments } from './presetArgument';
import { getStyles } from './PresetEditor.styles';
import { PresetGallery } from './PresetGallery';

/** A named question; its arguments name the dashboard's variables unless they are changed here. */
export function PresetEditor({ query, onChange }: VariantProps<PresetQuery>) {
  const styles = useStyles2(getStyles);
  const questionId = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  const { args, ...bare } = query;
  const { label, description } = presets[query.preset];
  const close = () => {
    setIsChoosing(false);
    opener.current?.focus();
  };
  const choose = (id: PresetId) => {
    close();
    if (id !== query.preset) {
      onChange({ ...bare, preset: id, args: variableArgs(id) });
    }
  };
  const set = (name: string, value: ArgValue | undefined) => {
    const changed = withArgument(args ?? {}, name, value);
    onChange(Object.keys(changed).length === 0 ? bare : { ...bare, args: changed });
  };
  const fields = presetArguments(query.preset);
  const variables = dashboardVariables();
  return (
    <>
      <div className={styles.question}>
        <Button
          ref={opener}
          variant="secondary"
          icon={isChoosing ? 'angle-up' : 'angle-down'}
          aria-expanded={isChoosing}
          aria-label={`Question: ${label}`}
          aria-describedby={questionId}
          onClick={() => setIsChoosing(!isChoosing)}
        >
          {label}
        </Button>
        <p id={questionId} className={styles.line}>
          {description}
        </p>
      </div>
      {isChoosing && <PresetGallery chosen={query.preset} onChoose={choose} onClose={close} />}
      {fields.length > 0 && (
        <Collapse label="Arguments" isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} collapsible>
          {fields.map((field) => (
            <InlineFieldRow key={field.name}>
              <ArgumentField
                {...field}
                value={args?.[field.name]}
                variables={variables}
                onChange={(value) => set(field.name, value)}
              />
            </InlineFieldRow>
          ))}
        </Collapse>
      )}
    </>
  );
}
