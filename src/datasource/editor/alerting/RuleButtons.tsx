import React from 'react';
import { locationService } from '@grafana/runtime';
import { LinkButton, useStyles2 } from '@grafana/ui';
import { newRuleUrl } from '../../alerting/newRuleUrl';
import { getStyles } from './AlertOnThis.styles';
import { CopyBlock } from './CopyBlock';

interface Props {
  name: string;
  expr: string;
  when: 'above' | 'below';
  limit: number;
  prometheusUid: string | undefined;
  remark?: string;
}

/** The PromQL of a rule, to be copied, and the way to Grafana's page that makes the rule. */
export function RuleButtons({ name, expr, when, limit, prometheusUid, remark }: Props) {
  const styles = useStyles2(getStyles);
  const { pathname = '', search = '' } = locationService.getLocation?.() ?? {};
  return (
    <>
      <CopyBlock what="PromQL" text={expr} />
      {remark && <p className={styles.remark}>{remark}</p>}
      {prometheusUid && expr.trim() !== '' && (
        <div className={styles.buttons}>
          <LinkButton
            icon="bell"
            size="sm"
            target="_blank"
            rel="noreferrer"
            href={newRuleUrl({ name, expr, when, limit, prometheusUid, returnTo: `${pathname}${search}` })}
          >
            New alert rule
          </LinkButton>
          <span>
            fires when it is {when} {limit.toLocaleString('en')}; the page lets you change that
          </span>
        </div>
      )}
      {prometheusUid && (
        <p className={styles.remark}>Should the page open without the query, paste the PromQL into its query A.</p>
      )}
      {!prometheusUid && (
        <p className={styles.remark}>
          A rule needs a Prometheus data source: choose it in this data source’s settings under “Prometheus”, or paste
          the PromQL into Alerting → Alert rules → New alert rule.
        </p>
      )}
    </>
  );
}
