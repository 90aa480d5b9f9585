import { describe, expect, it } from 'vitest';
import { Fault } from '../../transport/Fault';
import { faults, type FaultCode } from '../../transport/faults';
import { readMessage } from './readMessage';

describe('readMessage', () => {
  it.each(Object.keys(faults) as FaultCode[])('finds what the fault %s is made of', (code) => {
    const fault = new Fault(code, { detail: 'the detail', relation: 'runs', schema: 'public', url: 'https://p.co' });
    const parts = readMessage(fault.message);
    expect(parts.causes).toEqual(fault.causes);
    expect(parts.command).toBe(fault.command);
    expect(`${parts.what}.`).toContain(fault.what.replace(/[.:]$/, ''));
    expect(fault.mend.replace(/[.:]$/, '')).toBe(parts.mend?.replace(/[.:]$/, ''));
  });

  it('shows any other message as it is', () => {
    expect(readMessage('Timeout')).toEqual({ what: 'Timeout', causes: [] });
  });
});
