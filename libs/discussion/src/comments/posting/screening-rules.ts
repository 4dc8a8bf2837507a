import { Injectable } from '@nestjs/common';
import type { SiteSettings } from '#contracts';
import { sha256 } from '#kernel';
import { type CompiledRules, CompiledRulesCache, defaultRules, type Rules } from '#screening';

type ScreeningSettings = SiteSettings['screening'];

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
      rules = this.compiled.get(rulesOf(screening));
      this.bySettings.set(screening, rules);
    }
    return rules;
  }
}

/** A site's settings as rules. Equal settings have equal versions; what no setting names keeps its default. Zero switches off. */
export function rulesOf(settings: ScreeningSettings): Rules {
  const { newCommenter, links, repeats, flood } = defaultRules;
  return {
    version: sha256(JSON.stringify(settings)).toString('base64url').slice(0, 16),
    newCommenter: { ...newCommenter, holdFirst: settings.holdFirst },
    links: { ...links, holdFrom: settings.linksHoldFrom, spamFrom: settings.linksSpamFrom },
    words: { banned: settings.bannedWords, suspect: settings.suspectWords },
    repeats: { ...repeats, windowSeconds: settings.repeatWindowSeconds },
    flood: { ...flood, perMinute: settings.floodPerMinute, perHour: settings.floodPerHour },
    classifier: {
      spamFrom: settings.classifierSpamFrom,
      holdFrom: settings.classifierHoldFrom,
      abuseHoldFrom: settings.classifierAbuseHoldFrom,
    },
  };
}
