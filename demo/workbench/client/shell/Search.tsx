import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { getBackendSrv, locationService } from '@grafana/runtime';
import { Input, Modal, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

export interface FoundDashboard {
  uid: string;
  title: string;
  url: string;
  tags: string[];
  folderTitle?: string;
}

/** Dashboards whose title or tags contain what is typed; Enter opens the first. */
export function Search({ onClose }: { onClose: () => void }) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const [all, setAll] = useState<FoundDashboard[]>([]);
  useEffect(() => {
    getBackendSrv()
      .get<FoundDashboard[]>('/api/search', { type: 'dash-db' })
      .then(setAll, () => setAll([]));
  }, []);
  const found = matching(all, text);
  const open = (dashboard: FoundDashboard | undefined) => {
    if (dashboard) {
      locationService.push(dashboard.url);
      onClose();
    }
  };
  return (
    <Modal isOpen title="Search dashboards" onDismiss={onClose}>
      <Input
        autoFocus
        aria-label="Search dashboards"
        placeholder="Title or tag"
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Enter' && open(found[0])}
      />
      <ul className={styles.list}>
        {found.map((dashboard) => (
          <li key={dashboard.uid}>
            <button type="button" onClick={() => open(dashboard)}>
              {dashboard.title} <small>{dashboard.tags.join(', ')}</small>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>No dashboard matches.</p>}
    </Modal>
  );
}

export function matching(all: FoundDashboard[], text: string): FoundDashboard[] {
  const wanted = text.trim().toLowerCase();
  return all.filter(({ title, tags }) => [title, ...tags].some((word) => word.toLowerCase().includes(wanted)));
}

function getStyles(theme: GrafanaTheme2) {
  return {
    list: css({
      listStyle: 'none',
      margin: theme.spacing(2, 0),
      '& button': {
        display: 'block',
        width: '100%',
        padding: theme.spacing(1),
        border: 0,
        background: 'none',
        textAlign: 'left',
        borderRadius: theme.shape.radius.default,
        '&:hover, &:focus-visible': { background: theme.colors.action.hover },
        '& small': { color: theme.colors.text.secondary, marginLeft: theme.spacing(1) },
      },
    }),
  };
}
