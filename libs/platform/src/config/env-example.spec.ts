import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Environment } from './env.js';

const example = readFileSync(resolve(import.meta.dirname, '../../../../.env.example'), 'utf8');
const settings = new Map(
  [...example.matchAll(/^# (.+)\n#?([A-Z_]+)=(.*)$/gm)].map(([, line, name, value]) => [name, { line, value }]),
);

describe('.env.example', () => {
  it('holds every setting, and no other', () => {
    expect([...settings.keys()].sort()).toEqual(Object.keys(Environment.shape).sort());
  });

  it.each(Object.entries(Environment.shape))('says of %s what the schema says', (name, schema) => {
    expect(settings.get(name)?.line).toBe(schema.description);
  });

  it.each(Object.entries(Environment.parse({})))('shows the default of %s', (name, value) => {
    const shown =
      typeof value === 'boolean' ? (value ? 'on' : 'off') : Array.isArray(value) ? value.join(',') : String(value);
    expect(settings.get(name)?.value).toBe(shown);
  });
});
