import { describe, expect, it } from 'vitest';
import { fillTemplate } from './fillTemplate';

const data = { JsonData: { url: 'http://db', rows: 1000 }, SecureJsonData: { key: 'k$&{{ .JsonData.url }}' } };

describe('fillTemplate', () => {
  it('fills settings and secrets, with or without spaces', () => {
    expect(fillTemplate('{{ .JsonData.url }}/rest', data)).toBe('http://db/rest');
    expect(fillTemplate('{{.JsonData.rows}}', data)).toBe('1000');
  });

  it('puts a value in as it is, even one that looks like a template', () => {
    expect(fillTemplate('Bearer {{ .SecureJsonData.key }}', data)).toBe('Bearer k$&{{ .JsonData.url }}');
  });

  it('writes <no value> for what is missing, as Go does', () => {
    expect(fillTemplate('Bearer {{ .SecureJsonData.other }}', data)).toBe('Bearer <no value>');
    expect(fillTemplate('{{ .JsonData.constructor }}', data)).toBe('<no value>');
  });

  it('refuses a template that it cannot fill rather than sending half of it', () => {
    expect(() => fillTemplate('{{ if .JsonData.url }}x{{ end }}', data)).toThrow('cannot fill');
  });
});
