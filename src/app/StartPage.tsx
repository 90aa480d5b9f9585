import React, { useEffect, useState } from 'react';
import { locationUtil, type IconName } from '@grafana/data';
import { getDataSourceSrv, PluginPage } from '@grafana/runtime';
import { Icon, LinkButton, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { getStyles } from './App.styles';
import { AppLink } from './AppLink';
import { grafanaApi } from './grafanaApi';
import { DATA_SOURCE_TYPE, findPieces, OVERVIEW_UID, SETUP_PATH, type Piece, type PieceState } from './pieces';

const ICON: Record<PieceState, IconName> = {
  found: 'check-circle',
  missing: 'exclamation-triangle',
  hidden: 'lock',
  failed: 'exclamation-circle',
};
const WORD: Record<PieceState, string> = { found: 'Found', missing: 'Missing', hidden: 'Hidden', failed: 'Unknown' };

/** What the bundle holds, what of it this Grafana has, and where to go. */
export function StartPage() {
  const styles = useStyles2(getStyles);
  const [pieces, setPieces] = useState<Piece[] | null>(null);
  useEffect(() => {
    let current = true;
    void findPieces(grafanaApi, getDataSourceSrv().getList({ pluginId: DATA_SOURCE_TYPE })).then((found) => {
      if (current) {
        setPieces(found);
      }
    });
    return () => {
      current = false;
    };
  }, []);

  return (
    <PluginPage>
      <div className={styles.page}>
        <p>
          Scrapewatch shows a scraping pipeline that lives in Supabase beside the services that Prometheus measures:
          runs and their coverage, scrapers and workers, the queue, and the alerts.
        </p>
        <div className={styles.buttons}>
          <LinkButton icon="apps" href={locationUtil.assureBaseUrl(`/d/${OVERVIEW_UID}`)}>
            Open the Overview
          </LinkButton>
          <LinkButton icon="cog" variant="secondary" href={locationUtil.assureBaseUrl(SETUP_PATH)}>
            Set it up
          </LinkButton>
        </div>
        <h2>What is installed</h2>
        {pieces === null ? (
          <LoadingPlaceholder text="Looking…" />
        ) : (
          <ul className={styles.pieces}>
            {pieces.map(({ id, label, state, detail, href }) => (
              <li key={id} className={styles.piece}>
                <span className={styles.state[state]}>
                  <Icon name={ICON[state]} /> {WORD[state]}
                </span>
                <span>{href ? <AppLink path={href}>{label}</AppLink> : label}</span>
                <span className={styles.muted}>{detail}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </PluginPage>
  );
}
