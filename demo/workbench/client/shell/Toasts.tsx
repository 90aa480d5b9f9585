import { css } from '@emotion/css';
import { AppEvents, type AlertPayload, type BusEvent, type GrafanaTheme2 } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Alert, Portal, useStyles2, type AlertVariant } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface Toast {
  id: number;
  severity: AlertVariant;
  title: string;
  text: string;
}

const shownForMs = 5000;
const events: Array<[{ name: string }, AlertVariant]> = [
  [AppEvents.alertSuccess, 'success'],
  [AppEvents.alertInfo, 'info'],
  [AppEvents.alertWarning, 'warning'],
  [AppEvents.alertError, 'error'],
];

let nextId = 1;

/** Shows what anyone publishes as an app event `alert-success`, `alert-error` … at the top right. */
export function Toasts() {
  const styles = useStyles2(getStyles);
  const [toasts, setToasts] = useState<Toast[]>([]);
  const dismiss = (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id));

  useEffect(() => {
    const timers = new Set<number>();
    const subscriptions = events.map(([{ name }, severity]) =>
      getAppEvents()
        .getStream<BusEvent & { payload?: AlertPayload }>(Object.assign(class {}, { type: name }) as never)
        .subscribe(({ payload = [] }) => {
          const toast = { id: nextId++, severity, title: String(payload[0] ?? ''), text: String(payload[1] ?? '') };
          setToasts((all) => [...all.filter(({ title }) => title !== toast.title), toast].slice(-5));
          timers.add(window.setTimeout(() => dismiss(toast.id), severity === 'error' ? 2 * shownForMs : shownForMs));
        })
    );
    return () => {
      subscriptions.forEach((subscription) => subscription.unsubscribe());
      timers.forEach((timer) => window.clearTimeout(timer));
    };
  }, []);

  return (
    <Portal>
      <div className={styles.stack} data-testid="toasts">
        {toasts.map(({ id, severity, title, text }) => (
          <Alert key={id} severity={severity} title={title} elevated onRemove={() => dismiss(id)}>
            {text}
          </Alert>
        ))}
      </div>
    </Portal>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    stack: css({
      position: 'fixed',
      top: theme.spacing(6),
      right: theme.spacing(2),
      width: 400,
      maxWidth: 'calc(100vw - 32px)',
      zIndex: theme.zIndex.portal,
    }),
  };
}
