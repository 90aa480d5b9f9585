import React from 'react';
import type { DashboardScene } from '../dashboard/DashboardScene';

export function PanelEditPage(_props: { dashboard: DashboardScene; panelId: string }) {
  return <p>…</p>;
}
