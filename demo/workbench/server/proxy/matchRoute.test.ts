import { describe, expect, it } from 'vitest';
import type { ProxyRoute } from '../PluginRegistry';
import { matchRoute } from './matchRoute';

const route = (path: string, method?: string): ProxyRoute => ({ path, method, url: `/${path}`, headers: [] });

describe('matchRoute', () => {
  it('takes the first entry whose path is a prefix', () => {
    const routes = [route('rest'), route('restx')];
    expect(matchRoute(routes, 'GET', 'restx/runs')).toBe(routes[0]);
  });

  it('looks for the method in an entry of its own: HEAD is not covered by GET', () => {
    const routes = [route('read', 'GET'), route('read', 'HEAD')];
    expect(matchRoute(routes, 'HEAD', 'read/runs')).toBe(routes[1]);
    expect(matchRoute(routes.slice(0, 1), 'HEAD', 'read/runs')).toBeUndefined();
    expect(matchRoute(routes, 'POST', 'read/runs')).toBeUndefined();
  });

  it('takes every method where an entry names none', () => {
    expect(matchRoute([route('read')], 'DELETE', 'read')).toBeDefined();
    expect(matchRoute([route('read', '*')], 'DELETE', 'read')).toBeDefined();
  });

  it.each(['Read', '/read', '%72ead', '../read', ''])('does not take %s for read', (path) => {
    expect(matchRoute([route('read')], 'GET', path)).toBeUndefined();
  });
});
