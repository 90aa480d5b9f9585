import { getBackendSrv } from '@grafana/runtime';
import { Card, FilterInput, LoadingPlaceholder, TagList } from '@grafana/ui';
import { css } from '@emotion/css';
import React, { useEffect, useState } from 'react';
import { useBreadcrumbs } from './breadcrumbs';
import { matching, type FoundDashboard } from './Search';

/** `/`: every dashboard the server knows. */
export function DashboardList() {
  useBreadcrumbs([{ text: 'Dashboards' }]);
  const [all, setAll] = useState<FoundDashboard[]>();
  const [text, setText] = useState('');
  useEffect(() => {
    getBackendSrv()
      .get<FoundDashboard[]>('/api/search', { type: 'dash-db' })
      .then(setAll, () => setAll([]));
  }, []);
  if (!all) {
    return <LoadingPlaceholder text="Loading" />;
  }
  return (
    <div className={page}>
      <h1>Dashboards</h1>
      <FilterInput value={text} onChange={setText} placeholder="Search by title or tag" escapeRegex={false} />
      <div className={cards}>
        {matching(all, text).map(({ uid, title, url, tags }) => (
          <Card key={uid} href={url} noMargin>
            <Card.Heading>{title}</Card.Heading>
            <Card.Tags>
              <TagList tags={tags} />
            </Card.Tags>
          </Card>
        ))}
        {all.length === 0 && <p>The server knows no dashboard.</p>}
      </div>
    </div>
  );
}

const page = css({ padding: 24, maxWidth: 1000, width: '100%', margin: '0 auto' });
const cards = css({ display: 'grid', gap: 8, marginTop: 16 });
