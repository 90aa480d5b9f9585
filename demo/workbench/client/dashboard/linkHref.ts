import { locationUtil } from '@grafana/data';
import { sceneGraph, type SceneObject } from '@grafana/scenes';
import type { LinkJson } from './dashboardJson';

type Target = Pick<LinkJson, 'url' | 'keepTime' | 'includeVars'>;

/** The address behind a dashboard's or panel's link: variables filled in, time range and variables added where asked for. */
export function linkHref(scene: SceneObject, { url = '', keepTime, includeVars }: Target): string {
  const extra = [keepTime && '${__url_time_range}', includeVars && '${__all_variables}'].filter(Boolean).join('&');
  const whole = extra ? `${url}${url.includes('?') ? '&' : '?'}${extra}` : url;
  return locationUtil.assureBaseUrl(sceneGraph.interpolate(scene, whole, undefined, 'percentencode'));
}
