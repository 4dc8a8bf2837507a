import { Inject, Injectable } from '@nestjs/common';
import type { ScreeningSettings } from '#contracts';
import { sha256 } from '#kernel';
import { type Classifier, type CompiledRules, CompiledRulesCache, type Rules } from '#screening';
import { baseClassifier } from './base-classifier.js';
import { SiteClassifiers } from './site-classifiers.js';

/**
 * The screening rules of sites, compiled once for each version of their settings and of what the site learnt. Settings objects live in a
 * cache of theirs, so the version, a hash over up to 100,000 words, is kept with the object.
 */
@Injectable()
export class ScreeningRules {
  private readonly compiled = new CompiledRulesCache();
  private readonly bySettings = new WeakMap<ScreeningSettings, CompiledRules>();

  constructor(@Inject(SiteClassifiers) private readonly classifiers: SiteClassifiers) {}

  /** The rules of a site and its classifier, ready to screen with. */
  async of(site: {
    readonly id: string;
    readonly settings: { readonly screening: ScreeningSettings };
  }): Promise<CompiledRules> {
    return this.compile(site.settings.screening, await this.classifiers.of(site.id));
  }

  /** Rules with the classifier that every site begins with, or another one. */
  compile(screening: ScreeningSettings, learnt: Classifier = baseClassifier()): CompiledRules {
    const known = this.bySettings.get(screening);
    if (known?.learnt === learnt) return known;
    const rules = this.compiled.get(rulesOf(screening), learnt);
    this.bySettings.set(screening, rules);
    return rules;
  }
}

/** A site's settings as rules. Equal settings have equal versions. */
export function rulesOf(settings: ScreeningSettings): Rules {
  return { ...settings, version: sha256(JSON.stringify(settings)).toString('base64url').slice(0, 16) };
}
