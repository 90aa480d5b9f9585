import React, { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { TextArea, useStyles2 } from '@grafana/ui';
import type { RawCompletion } from '../../query/raw/completeRaw';
import { useActiveOption } from '../listbox/useActiveOption';
import { CompletionList } from './CompletionList';
import { getStyles } from './RawInput.styles';

interface Props {
  value: string;
  invalid: boolean;
  /** The id of what is said about the text. */
  describedBy: string;
  complete: (text: string, caret: number) => RawCompletion[];
  /** Called at every key stroke. */
  onType: (text: string) => void;
  /** Called when the text is left or Enter is pressed. */
  onCommit: (text: string) => void;
  /** A stretch to be selected, when it changes. */
  selection: { from: number; to: number } | undefined;
}

/** The text of a request, with completions: arrows choose, Enter and Tab take, Escape closes, Ctrl+Space asks for them. */
export function RawInput({ value, invalid, describedBy, complete, onType, onCommit, selection }: Props) {
  const styles = useStyles2(getStyles);
  const listId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const caretAfter = useRef<number | undefined>(undefined);
  const [options, setOptions] = useState<RawCompletion[]>([]);
  const { active, setActive, onKey } = useActiveOption(options.length);
  useEffect(() => {
    if (caretAfter.current !== undefined) {
      area.current?.setSelectionRange(caretAfter.current, caretAfter.current);
      caretAfter.current = undefined;
    }
  });
  useEffect(() => {
    if (selection) {
      area.current?.focus();
      area.current?.setSelectionRange(selection.from, selection.to);
    }
  }, [selection]);
  const offer = (text: string, caret: number) => {
    // One that stands there already would only be in the way of Enter.
    const changing = complete(text, caret).filter(({ insert, from, to }) => insert !== text.slice(from, to));
    setOptions(changing.slice(0, 100));
    setActive(0);
  };
  const take = ({ insert, from, to }: RawCompletion) => {
    const text = value.slice(0, from) + insert + value.slice(to);
    caretAfter.current = from + insert.length;
    onType(text);
    // What follows a table, a column or an operator is known too.
    offer(text, from + insert.length);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isOpen = options.length > 0;
    if (event.key === ' ' && event.ctrlKey) {
      offer(value, event.currentTarget.selectionStart);
    } else if (isOpen && (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      take(options[active]);
    } else if (isOpen && event.key === 'Escape') {
      setOptions([]);
      event.stopPropagation();
    } else if (event.key === 'Enter') {
      setOptions([]);
      onCommit(value);
    } else if (!isOpen || !onKey(event)) {
      return;
    }
    event.preventDefault();
  };
  return (
    <div className={styles.field}>
      <TextArea
        ref={area}
        role="combobox"
        aria-label="Request"
        aria-expanded={options.length > 0}
        aria-controls={listId}
        aria-activedescendant={options[active] && `${listId}-${active}`}
        aria-autocomplete="list"
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className={styles.text}
        rows={Math.min(8, Math.max(2, Math.ceil(value.length / 80)))}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        placeholder="runs?select=client,status&status=eq.failed&order=queued_at.desc&limit=100"
        invalid={invalid}
        value={value}
        onChange={(event) => {
          // One request is one line; a pasted one may have been wrapped.
          const text = event.currentTarget.value.replace(/\s*\n\s*/g, '');
          onType(text);
          offer(text, event.currentTarget.selectionStart);
        }}
        onKeyDown={onKeyDown}
        onClick={() => setOptions([])}
        onBlur={() => {
          setOptions([]);
          onCommit(value);
        }}
      />
      <CompletionList id={listId} options={options} active={active} onTake={take} />
    </div>
  );
}
