import { describe, expect, it } from 'vitest';
import { rewriteQuery } from './query';

describe('rewriteQuery', () => {
  it('sorts by key and leaves equal keys in their order', () => {
    expect(rewriteQuery('b=2&a=x&b=1&B=0')).toBe('B=0&a=x&b=2&b=1');
  });

  it('keeps %2B, %22 and unicode apart from what they look like decoded', () => {
    expect(rewriteQuery('q=%2B+%22%C3%A9%22')).toBe('q=%2B+%22%C3%A9%22');
    expect(rewriteQuery('q=a%20b')).toBe('q=a+b');
  });

  it('encodes what PostgREST operators carry raw', () => {
    expect(rewriteQuery('id=in.(1,2)&name=eq."a"')).toBe('id=in.%281%2C2%29&name=eq.%22a%22');
  });

  it('drops a pair with a raw ; and a pair with a bad %, and nothing else', () => {
    expect(rewriteQuery('a=1;b=2&c=3')).toBe('c=3');
    expect(rewriteQuery('a=100%&b=%zz&c=%3B')).toBe('c=%3B');
    expect(rewriteQuery('%=1&a=1')).toBe('a=1');
  });

  it('gives a key without = an empty value, and loses empty pairs', () => {
    expect(rewriteQuery('&flag&&x=')).toBe('flag=&x=');
    expect(rewriteQuery('')).toBe('');
  });

  it('splits at the first = only', () => {
    expect(rewriteQuery('a=b=c')).toBe('a=b%3Dc');
  });

  it('carries bytes that are not UTF-8', () => {
    expect(rewriteQuery('a=%ff%00')).toBe('a=%FF%00');
  });
});
