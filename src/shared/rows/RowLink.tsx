import React from 'react';
import type { LinkModel } from '@grafana/data';
import { DataLinksContextMenu, useStyles2 } from '@grafana/ui';
import { getStyles } from './RowLink.styles';

interface Props {
  text: string;
  links: LinkModel[];
}

/** A row's name: plain text, a link, or (with several links) a button that opens Grafana's menu of them. */
export function RowLink({ text, links }: Props) {
  const styles = useStyles2(getStyles);
  if (links.length === 0) {
    return (
      <span className={styles.text} title={text}>
        {text}
      </span>
    );
  }
  if (links.length === 1) {
    const [link] = links;
    return (
      <a
        className={styles.link}
        href={link.href}
        target={link.target}
        rel={link.target === '_blank' ? 'noopener noreferrer' : undefined}
        title={`${text}: ${link.title}`}
        onClick={link.onClick}
      >
        {text}
      </a>
    );
  }
  return (
    <DataLinksContextMenu links={() => links}>
      {({ openMenu }) => (
        <button
          type="button"
          className={styles.link}
          aria-haspopup="menu"
          title={text}
          onClick={(event) => openMenu?.(event)}
        >
          {text}
        </button>
      )}
    </DataLinksContextMenu>
  );
}
