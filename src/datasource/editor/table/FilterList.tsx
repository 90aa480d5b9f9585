import React, { useRef } from 'react';
import { Button, HorizontalGroup } from '@grafana/ui';
import { isFilterGroup, type Filter, type FilterGroup, type FilterNode } from '../../query/model';
import { useDraftRows } from '../fields/useDraftRows';
import { FilterGroupBox } from './FilterGroupBox';
import { FilterRow } from './FilterRow';
import { captionWidthOf, named } from './named';
import type { TableContext } from './TableContext';
import { isReady } from './withOperator';

interface Props {
  nodes: FilterNode[];
  /** Where the list stands: empty for the query's own, else such as `Related 1`. */
  part: string;
  /** The numbers of the groups that it is in: empty, `2.`, `2.1.` */
  path?: string;
  match?: FilterGroup['match'];
  table: TableContext;
  onChange: (nodes: FilterNode[]) => void;
}

/** Conditions, and groups of conditions, of which all or any must hold. */
export function FilterList({ nodes, part, path = '', match = 'all', table, onChange }: Props) {
  const addButton = useRef<HTMLButtonElement>(null);
  const rows = useDraftRows(nodes, onChange, (node) =>
    isFilterGroup(node) ? node.filters.length > 0 : isReady(node, table.typeOf(node))
  );
  const remove = (index: number) => {
    rows.remove(index);
    addButton.current?.focus();
  };
  const captionWidth = path === '' ? captionWidthOf(part) : 8;
  const place = path === '' ? '' : ` to group ${path.slice(0, -1)}`;
  return (
    <>
      {rows.shown.map((node, index) => {
        const number = `${path}${index + 1}`;
        const caption = captionOf(index, match, path !== '');
        return isFilterGroup(node) ? (
          <FilterGroupBox
            key={index}
            group={node}
            label={named(part, `Group ${number}`)}
            caption={caption}
            captionWidth={captionWidth}
            onChange={(changed) => rows.change(index, changed)}
            onRemove={() => remove(index)}
          >
            <FilterList
              nodes={node.filters}
              part={part}
              path={`${number}.`}
              match={node.match}
              table={table}
              onChange={(filters) => (filters.length === 0 ? remove(index) : rows.change(index, { ...node, filters }))}
            />
          </FilterGroupBox>
        ) : (
          <FilterRow
            key={index}
            filter={node}
            label={named(part, `Filter ${number}`)}
            caption={caption}
            captionWidth={captionWidth}
            table={table}
            isNew={rows.isDraft(index)}
            onChange={(changed) => rows.change(index, changed)}
            onRemove={() => remove(index)}
          />
        );
      })}
      <HorizontalGroup spacing="sm" wrap>
        <Button
          ref={addButton}
          variant="secondary"
          size="sm"
          icon="plus"
          aria-label={named(part, `Add filter${place}`)}
          onClick={() => rows.add(newFilter)}
        >
          Add filter
        </Button>
        <Button
          variant="secondary"
          size="sm"
          icon="plus"
          fill="outline"
          aria-label={named(part, `Add group${place}`)}
          onClick={() => rows.add(newGroup(match))}
        >
          Add group
        </Button>
      </HorizontalGroup>
    </>
  );
}

const newFilter: Filter = { column: '', operator: 'eq', value: '' };

// A group of the same kind as its surroundings would change nothing.
function newGroup(around: FilterGroup['match']): FilterGroup {
  return { match: around === 'all' ? 'any' : 'all', filters: [] };
}

function captionOf(index: number, match: FilterGroup['match'], isInGroup: boolean): string {
  if (index > 0) {
    return match === 'all' ? 'and' : 'or';
  }
  return isInGroup ? 'where' : 'Where';
}
