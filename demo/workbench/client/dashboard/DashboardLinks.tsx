import { sceneGraph, SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { getBackendSrv } from '@grafana/runtime';
import { Dropdown, LinkButton, Menu, ToolbarButton } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import type { LinkJson } from './dashboardJson';
import { linkHref } from './linkHref';

interface DashboardLinksState extends SceneObjectState {
  links: LinkJson[];
}

/** The dashboard's links, at the right of its controls. */
export class DashboardLinks extends SceneObjectBase<DashboardLinksState> {
  static Component = Links;
}

function Links({ model }: SceneComponentProps<DashboardLinks>) {
  const { links } = model.useState();
  // Links may carry the time range and variables, so they follow both.
  sceneGraph.getTimeRange(model).useState();
  return (
    <>
      {links.map((link) =>
        link.type === 'dashboards' ? (
          <TaggedDashboards key={link.title} link={link} model={model} />
        ) : (
          <LinkButton
            key={link.title}
            variant="secondary"
            icon="external-link-alt"
            href={linkHref(model, link)}
            target={link.targetBlank ? '_blank' : undefined}
            tooltip={link.tooltip}
          >
            {sceneGraph.interpolate(model, link.title, undefined, 'text')}
          </LinkButton>
        )
      )}
    </>
  );
}

interface Found {
  uid: string;
  title: string;
  url: string;
}

/** A link of type "dashboards": every dashboard that has all of its tags. */
function TaggedDashboards({ link, model }: { link: LinkJson; model: DashboardLinks }) {
  const [found, setFound] = useState<Found[]>([]);
  const tags = link.tags.join(',');
  useEffect(() => {
    getBackendSrv()
      .get<Found[]>('/api/search', { tag: tags.split(',') })
      .then(setFound, console.error);
  }, [tags]);
  const menu = () => (
    <Menu>
      {found.map(({ uid, title, url }) => (
        <Menu.Item key={uid} label={title} url={linkHref(model, { ...link, url })} />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu}>
      <ToolbarButton icon="bars" variant="canvas">
        {link.title}
      </ToolbarButton>
    </Dropdown>
  );
}
