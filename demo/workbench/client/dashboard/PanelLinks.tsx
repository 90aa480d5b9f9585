import {
  sceneGraph,
  SceneObjectBase,
  VizPanel,
  type SceneComponentProps,
  type SceneObject,
  type SceneObjectState,
} from '@grafana/scenes';
import { Dropdown, Icon, Menu, PanelChrome, ToolbarButton } from '@grafana/ui';
import React from 'react';
import type { LinkJson } from './dashboardJson';
import { linkHref } from './linkHref';

interface PanelLinksState extends SceneObjectState {
  links: LinkJson[];
}

/** A panel's own links, in its header: one as an icon, several as a menu. */
export class PanelLinks extends SceneObjectBase<PanelLinksState> {
  static Component = Links;
}

function Links({ model }: SceneComponentProps<PanelLinks>) {
  const { links } = model.useState();
  const panel = sceneGraph.getAncestor(model, VizPanel);
  const [first] = links;
  if (!first) {
    return null;
  }
  if (links.length === 1) {
    return (
      <PanelChrome.TitleItem href={linkHref(panel, first)} title={titleOf(panel, first)} target={targetOf(first)}>
        <Icon name="external-link-alt" size="md" />
      </PanelChrome.TitleItem>
    );
  }
  const menu = () => (
    <Menu>
      {links.map((link) => (
        <Menu.Item
          key={link.title}
          label={titleOf(panel, link)}
          url={linkHref(panel, link)}
          target={targetOf(link)}
          icon="external-link-alt"
        />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu}>
      <ToolbarButton icon="external-link-alt" iconSize="md" aria-label="Panel links" />
    </Dropdown>
  );
}

function titleOf(scene: SceneObject, { title }: LinkJson): string {
  return sceneGraph.interpolate(scene, title, undefined, 'text');
}

function targetOf({ targetBlank }: LinkJson): '_blank' | undefined {
  return targetBlank ? '_blank' : undefined;
}
