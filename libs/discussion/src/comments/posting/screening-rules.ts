import { Injectable } from '@nestjs/common';
import type { ScreeningSettings } from '#contracts';
import { sha256 } from '#kernel';
import { type CompiledRules, CompiledRulesCache, type Rules } from '#screening';
import { baseClassifier } from './base-classifier.js';

/**
 * The screening rules of sites, compiled once for each version of their settings. Settings objects live in a cache of theirs, so
 * the version, a hash over up to 100,000 words, is kept with the object.
 */
@Injectable()
export class ScreeningRules {
  private readonly compiled = new CompiledRulesCache();
  private readonly bySettings = new WeakMap<ScreeningSettings, CompiledRules>();

  /** The rules of a site, ready to screen with. */
  of(site: { readonly settings: { readonly screening: ScreeningSettings } }): CompiledRules {
    const { screening } = site.settings;
    let rules = this.bySettings.get(screening);
    if (rules === undefined) {
      rules = this.compiled.get(rulesOf(screening), baseClassifier());
      this.bySettings.set(screening, rules);
    }
    return rules;
  }
}

/** A site's settings as rules. Equal settings have equal versions. */
export function rulesOf(settings: ScreeningSettings): Rules {
  return { ...settings, version: sha256(JSON.stringify(settings)).toString('base64url').slice(0, 16) };
}
