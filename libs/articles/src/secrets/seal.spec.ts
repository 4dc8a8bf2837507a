import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from './seal.js';

describe(seal.name, () => {
  it('gives every text back under its name and secret, and under no other', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, text) => {
        const sealed = seal('secret', name, text);
        expect(unseal('secret', name, sealed)).toBe(text);
        expect(unseal('other', name, sealed)).toBeUndefined();
        expect(unseal('secret', `${name}!`, sealed)).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });

  it('notices every changed byte and a cut end', () => {
    const sealed = seal('secret', 'name', 'text');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(unseal('secret', 'name', changed)).toBeUndefined();
    }
    expect(unseal('secret', 'name', sealed.subarray(0, 20))).toBeUndefined();
  });

  it('never seals alike twice', () => {
    expect(seal('secret', 'name', 'text')).not.toEqual(seal('secret', 'name', 'text'));
  });
});
