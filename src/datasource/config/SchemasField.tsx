import React, { useEffect, useRef, useState } from 'react';
import { Button, Field, TagsInput, useStyles2 } from '@grafana/ui';
import { asFault } from '../transport/Fault';
import { getStyles } from './ConfigEditor.styles';
import { findSchemas } from './findSchemas';
import { defaultSettings } from './options';

interface Props {
  uid: string;
  url: string;
  schemas: string[] | undefined;
  /** Something is typed that the server cannot be asked with before it is saved. */
  isUnsaved: boolean;
  onChange: (schemas: string[]) => void;
}

/** The schemas that queries may name: typed, or found by asking the server with the settings as they are saved. */
export function SchemasField({ uid, url, schemas, isUnsaved, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const [said, setSaid] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);
  const find = async () => {
    setIsAsking(true);
    const outcome = await findSchemas(uid, url).catch(asFault);
    if (!isMounted.current) {
      return;
    }
    setIsAsking(false);
    if (Array.isArray(outcome)) {
      onChange(outcome);
      setSaid(`Found ${outcome.join(', ')}. Save & test to keep them.`);
    } else {
      setSaid(outcome.message);
    }
  };
  return (
    <Field
      label="Schemas"
      description="Schemas that queries may use; the first is the default."
      htmlFor="scrapewatch-schemas"
    >
      <div className={styles.row}>
        <div className={styles.grow}>
          <TagsInput
            id="scrapewatch-schemas"
            placeholder="Add a schema (Enter)"
            tags={schemas ?? defaultSettings.schemas}
            onChange={onChange}
          />
        </div>
        <Button
          variant="secondary"
          icon="search"
          type="button"
          disabled={isUnsaved || isAsking}
          tooltip={isUnsaved ? 'Save & test first: the server is asked with what is saved' : undefined}
          onClick={() => void find()}
        >
          Find schemas
        </Button>
        <div role="status" className={styles.said}>
          {said}
        </div>
      </div>
    </Field>
  );
}
