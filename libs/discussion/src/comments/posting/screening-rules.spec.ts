import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type ScreeningSettings, SiteSettings } from '#contracts';
import { newId } from '#kernel';
import { defaultRules, LearntClassifier } from '#screening';
import { baseClassifier, baseModel } from './base-classifier.js';
import { rulesOf, ScreeningRules } from './screening-rules.js';
import type { SiteClassifiers } from './site-classifiers.js';

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
  it('compiles once for equal settings and what was learnt', async () => {
    const classifiers = { of: () => Promise.resolve(baseClassifier()) } as unknown as SiteClassifiers;
    const rules = new ScreeningRules(classifiers);
    const site = { id: newId(), settings: settings({ words: { banned: ['forbidden'] } }) };
    const compiled = await rules.of(site);
    expect((await rules.of(site)) === compiled).toBe(true);
    expect(rules.compile(settings({ words: { banned: ['forbidden'] } }).screening) === compiled).toBe(true);
    expect(rules.compile(settings().screening) === compiled).toBe(false);
    const another = new LearntClassifier({ ...baseModel(), version: 'another' });
    expect(rules.compile(site.settings.screening, another).learnt === another).toBe(true);
    expect(rules.compile(site.settings.screening) === compiled).toBe(true);
  });
});
