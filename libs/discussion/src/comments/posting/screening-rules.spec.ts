import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type ScreeningSettings, SiteSettings } from '#contracts';
import { defaultRules } from '#screening';
import { rulesOf, ScreeningRules } from './screening-rules.js';

const settings = (screening: z.input<typeof ScreeningSettings> = {}) => SiteSettings.parse({ screening });

describe(rulesOf, () => {
  it('gives the default rules for the default settings', () => {
    expect({ ...rulesOf(settings().screening), version: '' }).toEqual({ ...defaultRules, version: '' });
  });

  it('names equal settings alike and others otherwise', () => {
    const version = rulesOf(settings().screening).version;
    expect(rulesOf(settings().screening).version).toBe(version);
    expect(rulesOf(settings({ words: { banned: ['x'] } }).screening).version).not.toBe(version);
    expect(rulesOf(settings({ flood: { perHour: 0 } }).screening).version).not.toBe(version);
  });
});

describe(ScreeningRules, () => {
  it('compiles once for equal settings', () => {
    const rules = new ScreeningRules();
    const site = { settings: settings({ words: { banned: ['forbidden'] } }) };
    const compiled = rules.of(site);
    expect(rules.of(site)).toBe(compiled);
    expect(rules.of({ settings: settings({ words: { banned: ['forbidden'] } }) })).toBe(compiled);
    expect(rules.of({ settings: settings() })).not.toBe(compiled);
  });
});
