import type { DataSourceStore, WorkbenchDataSource } from '../DataSourceStore';
import { HttpFault } from '../HttpFault';
import { readJson } from '../respond';
import type { ApiRoute } from '../router';
import { toDataSourceDto } from './dataSourceDto';

const write = { role: 'Admin', action: 'datasources:write' } as const;
const create = { role: 'Admin', action: 'datasources:create' } as const;

/** Reading is open to every role and never shows a secret; writing needs an Admin. */
export function dataSourceApi(store: DataSourceStore): ApiRoute[] {
  const found = (source: WorkbenchDataSource | undefined) => {
    if (!source) {
      throw new HttpFault(404, 'Data source not found');
    }
    return dto(source);
  };
  const dto = (source: WorkbenchDataSource) =>
    toDataSourceDto(source, store.list().findIndex(({ uid }) => uid === source.uid) + 1);
  const saved = (source: WorkbenchDataSource, message: string) => {
    const datasource = dto(source);
    return { id: datasource.id, name: source.name, message, datasource };
  };

  return [
    { method: 'GET', pattern: '/api/datasources', handle: () => store.list().map(dto) },
    { method: 'GET', pattern: '/api/datasources/uid/:uid', handle: ({ params }) => found(store.get(params.uid)) },
    {
      method: 'GET',
      pattern: '/api/datasources/name/:name',
      handle: ({ params }) => found(store.list().find(({ name }) => name === params.name)),
    },
    {
      method: 'PUT',
      pattern: '/api/datasources/uid/:uid',
      needs: write,
      handle: async ({ req, params }) => saved(store.save(params.uid, await readJson(req)), 'Datasource updated'),
    },
    {
      method: 'POST',
      pattern: '/api/datasources',
      needs: create,
      handle: async ({ req }) => saved(store.create(await readJson(req)), 'Datasource added'),
    },
  ];
}
