import { getBackendSrv } from '@grafana/runtime';
import { useEffect, useState } from 'react';
import * as z from 'zod';
import type { OrgRole } from '../boot/Boot';
import { useServices } from './ServicesContext';

const settingsSchema = z.looseObject({
  includes: z
    .array(
      z.looseObject({
        type: z.string(),
        name: z.string().default(''),
        path: z.string().default(''),
        role: z.enum(['Viewer', 'Editor', 'Admin']).default('Viewer'),
        addToNav: z.boolean().default(false),
      })
    )
    .default([]),
});

export interface AppPages {
  name: string;
  pages: Array<{ text: string; url: string }>;
}

const rank: Record<OrgRole, number> = { Viewer: 0, Editor: 1, Admin: 2 };

/** The pages that each app plugin wants in the menu, as far as the user's role reaches. */
export function useAppPages(): AppPages[] {
  const { plugins, boot } = useServices();
  const { orgRole } = boot.user;
  const [apps, setApps] = useState<AppPages[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const asked = plugins.ofType('app').map(async ({ id, name }) => {
      const settings = await getBackendSrv().get<unknown>(`/api/plugins/${id}/settings`);
      return { name, pages: navPages(settings, orgRole) };
    });
    Promise.all(asked).then(
      (found) => isCurrent && setApps(found),
      // The menu lives without them; the backend service has shown why.
      () => undefined
    );
    return () => {
      isCurrent = false;
    };
  }, [plugins, orgRole]);
  return apps;
}

export function navPages(settings: unknown, role: OrgRole): AppPages['pages'] {
  const { includes } = settingsSchema.parse(settings);
  return includes
    .filter((page) => page.type === 'page' && page.addToNav && rank[role] >= rank[page.role])
    .map(({ name, path }) => ({ text: name, url: path }));
}
