import { css } from '@emotion/css';
import { PanelPlugin, renderTextPanelMarkdown, textUtil, type PanelProps } from '@grafana/data';
import React from 'react';

interface TextOptions {
  mode: 'markdown' | 'html' | 'code';
  content: string;
}

function TextPanel({ options, replaceVariables }: PanelProps<TextOptions>) {
  const content = replaceVariables(options.content ?? '', {}, 'html');
  if (options.mode === 'code') {
    return <pre className={scrolling}>{content}</pre>;
  }
  const html = options.mode === 'html' ? textUtil.sanitizeTextPanelContent(content) : renderTextPanelMarkdown(content);
  return <div className={`markdown-html ${scrolling}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

const scrolling = css({ height: '100%', overflow: 'auto' });

export function textPlugin(): PanelPlugin {
  return new PanelPlugin<TextOptions>(TextPanel).setPanelOptions((builder) =>
    builder
      .addRadio({
        path: 'mode',
        name: 'Mode',
        defaultValue: 'markdown',
        settings: {
          options: [
            { value: 'markdown', label: 'Markdown' },
            { value: 'html', label: 'HTML' },
            { value: 'code', label: 'Code' },
          ],
        },
      })
      .addTextInput({ path: 'content', name: 'Content', defaultValue: '', settings: { useTextarea: true, rows: 12 } })
  );
}
