import { slugOf, type DashboardStore, type StoredDashboard } from '../DashboardStore';
import { HttpFault } from '../HttpFault';
import { readJson } from '../respond';
import type { ApiRoute } from '../router';
import { hasRole, type User } from '../role';

/** Dashboards as Grafana lists and serves them (https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/). */
export function dashboardApi(store: DashboardStore): ApiRoute[] {
  return [
    {
      method: 'GET',
      pattern: '/api/search',
      handle: async ({ query }) => {
        const wanted = (query.get('query') ?? '').toLowerCase();
        const tags = query.getAll('tag');
        const uids = query.getAll('dashboardUIDs');
        const all = query.get('type') === 'dash-folder' ? [] : await store.list();
        return all
          .filter(({ dashboard }) => dashboard.title.toLowerCase().includes(wanted))
          .filter(({ dashboard }) => tags.every((tag) => dashboard.tags.includes(tag)))
          .filter(({ dashboard }) => uids.length === 0 || uids.includes(dashboard.uid))
          .map(toSearchHit);
      },
    },
    {
      method: 'GET',
      pattern: '/api/dashboards/uid/:uid',
      handle: async ({ params, user }) => {
        const found = await store.get(params.uid);
        if (!found) {
          throw new HttpFault(404, 'Dashboard not found', { status: 'not-found' });
        }
        return { meta: toMeta(found, user), dashboard: found.dashboard };
      },
    },
    {
      method: 'POST',
      pattern: '/api/dashboards/db',
      needs: { role: 'Editor', action: 'dashboards:create' },
      handle: async ({ req }) => {
        const { dashboard } = await store.save(await readJson(req));
        const { uid, title, version } = dashboard;
        return { id: dashboard.id, uid, url: addressOf(uid, title), status: 'success', version, slug: slugOf(title) };
      },
    },
  ];
}

function addressOf(uid: string, title: string): string {
  return `/d/${uid}/${slugOf(title)}`;
}

function toSearchHit({ dashboard }: StoredDashboard) {
  const { id, uid, title, tags } = dashboard;
  const url = addressOf(uid, title);
  return {
    id,
    uid,
    title,
    uri: `db/${slugOf(title)}`,
    url,
    slug: '',
    type: 'dash-db',
    tags,
    isStarred: false,
    sortMeta: 0,
  };
}

function toMeta({ dashboard, file, changed }: StoredDashboard, user: User) {
  const mayEdit = hasRole(user.orgRole, 'Editor');
  return {
    type: 'db',
    canSave: mayEdit,
    canEdit: mayEdit,
    canAdmin: user.orgRole === 'Admin',
    canStar: false,
    canDelete: false,
    slug: slugOf(dashboard.title),
    url: addressOf(dashboard.uid, dashboard.title),
    created: changed,
    updated: changed,
    version: dashboard.version,
    isFolder: false,
    folderId: 0,
    folderUid: '',
    folderTitle: 'General',
    folderUrl: '',
    provisioned: file !== undefined,
    provisionedExternalId: file ?? '',
  };
}
