import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { toInputIssues } from './validation.js';

const Body = z.strictObject({ name: z.string().min(2), guest: z.strictObject({ email: z.string() }).optional() });

function issuesOf(value: unknown) {
  const parsed = Body.safeParse(value);
  if (parsed.success) throw new Error('The value is valid.');
  return toInputIssues(parsed.error.issues);
}

describe(toInputIssues.name, () => {
  it('lists every offending path, unknown fields one by one', () => {
    const paths = issuesOf({ name: 'x', guest: { email: 1, role: 'admin' }, role: 'admin', status: 1 }).map(
      (i) => i.path,
    );
    expect(paths.sort()).toEqual(['guest.email', 'guest.role', 'name', 'role', 'status']);
  });

  it('repeats no value and no unprintable name', () => {
    const text = JSON.stringify(issuesOf({ name: 7, 'x\u001b[31m': 'canary', ['k'.repeat(500)]: 'canary' }));
    expect(text).not.toContain('canary');
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('k'.repeat(65));
  });

  it('stops at 50', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`field${n}`, n]));
    expect(issuesOf({ name: 'xx', ...many })).toHaveLength(50);
  });
});
