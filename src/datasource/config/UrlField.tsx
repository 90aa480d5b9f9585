import React, { useState } from 'react';
import { Field, Input } from '@grafana/ui';
import { cleanUrl, remarkOnMending, remarkOnUrl } from './remarkOnUrl';

interface Props {
  url: string | undefined;
  onChange: (url: string) => void;
}

/** The project's address; what is pasted instead of it is mended when the field is left. */
export function UrlField({ url = '', onChange }: Props) {
  const [mended, setMended] = useState<string>();
  const remark = remarkOnUrl(cleanUrl(url));
  return (
    <Field
      label="URL"
      description={mended ?? "The project's address as Grafana's server reaches it, without /rest/v1."}
      invalid={remark !== undefined}
      error={remark}
      htmlFor="scrapewatch-url"
      required
    >
      <Input
        id="scrapewatch-url"
        placeholder="https://PROJECT.supabase.co"
        value={url}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          // A password must not stay in the form until it is left.
          const isConnection = /^\s*postgres/i.test(typed) && cleanUrl(typed).startsWith('https:');
          setMended(isConnection ? remarkOnMending(typed) : undefined);
          onChange(isConnection ? cleanUrl(typed) : typed);
        }}
        onBlur={() => {
          if (cleanUrl(url) !== url) {
            setMended(remarkOnMending(url));
            onChange(cleanUrl(url));
          }
        }}
      />
    </Field>
  );
}
