import React, { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Input, useStyles2 } from '@grafana/ui';
import { presets, type PresetId } from '../../query/presets';
import { useActiveOption } from '../listbox/useActiveOption';
import { getStyles } from './PresetGallery.styles';
import { searchPresets } from './presetGroups';

interface Props {
  chosen: PresetId;
  onChoose: (id: PresetId) => void;
  onClose: () => void;
}

/** Every named question with its line; typing searches, arrows move, Enter takes, Escape closes. */
export function PresetGallery({ chosen, onChoose, onClose }: Props) {
  const styles = useStyles2(getStyles);
  const base = useId();
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const groups = searchPresets(search);
  const ids = groups.flatMap((group) => group.ids);
  const { active, setActive, onKey } = useActiveOption(ids.length, Math.max(0, ids.indexOf(chosen)));
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && ids[active]) {
      onChoose(ids[active]);
    } else if (event.key === 'Escape') {
      onClose();
    } else if (!onKey(event)) {
      return;
    }
    event.preventDefault();
    // Escape closes the gallery, not the page's panel editor.
    event.stopPropagation();
  };
  return (
    <div className={styles.gallery}>
      <Input
        autoFocus
        role="combobox"
        aria-label="Search questions"
        aria-expanded
        aria-controls={base}
        aria-activedescendant={ids[active] && `${base}-${ids[active]}`}
        aria-autocomplete="list"
        placeholder="Search: coverage, queue, alerts, last_error…"
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={base} role="listbox" aria-label="Questions" className={styles.list}>
        {groups.map((group) => (
          <div key={group.label} role="group" aria-label={group.label}>
            <div className={styles.heading} aria-hidden>
              {group.label}
            </div>
            {group.ids.map((id) => (
              <div
                key={id}
                id={`${base}-${id}`}
                role="option"
                aria-selected={id === chosen}
                data-active={id === ids[active] || undefined}
                className={styles.option}
                onClick={() => onChoose(id)}
              >
                <span className={styles.label}>{presets[id].label}</span>
                <span className={styles.line}>{presets[id].description}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {ids.length === 0 && <p role="status">No question has these words. Try “Table” or “Function” above.</p>}
    </div>
  );
}
