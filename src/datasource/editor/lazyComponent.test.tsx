import React from 'react';
import { render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { lazyForm } from './lazyComponent';

describe('lazyForm', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each([
    ['it fails', () => Promise.resolve(Broken)],
    ['it cannot be fetched', () => Promise.reject(new Error('no such cake'))],
  ])('says so in its place when %s, and leaves what is beside it', async (_, load) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const Form = lazyForm<object>(load);
    render(
      <>
        <Form />
        <p>beside</p>
      </>
    );
    expect(await screen.findByText(/could not be shown: no such cake/)).toBeVisible();
    expect(screen.getByText('beside')).toBeVisible();
  });
});

function Broken(): React.ReactElement {
  throw new Error('no such cake');
}
