import { Inject, Injectable } from '@nestjs/common';
import { type Actor, authorize } from '#accounts';
import { RuleSets, type Site, SiteDirectory } from '#articles';
import type { TestRulesBody } from '#contracts';
import { linksOf, plainText, ScreeningRules } from '#discussion';
import { type CompiledRules, screen, type Screening, type ScreeningFacts } from '#screening';
import { SoundRules } from './sound-rules.js';

/** Tries one text against rules and tells what every phase says. Nothing is stored and nothing leaves the process. */
@Injectable()
export class TestRules {
  constructor(
    @Inject(SiteDirectory) private readonly sites: SiteDirectory,
    @Inject(RuleSets) private readonly ruleSets: RuleSets,
    @Inject(ScreeningRules) private readonly rules: ScreeningRules,
    @Inject(SoundRules) private readonly sound: SoundRules,
  ) {}

  /**
   * Judges the text as if it stood on the site now. Phases that look at what others wrote say that they were not given it.
   * @throws {SiteNotFound} {RuleSetNotFound} {UnsoundRules}
   */
  async run(actor: Actor, body: TestRulesBody): Promise<Screening> {
    const site = await this.sites.byKey(body.site);
    authorize(actor, 'rules.read', { siteId: site.id });
    const rules = await this.rulesFor(site, body);
    return screen(factsOf(body, site), rules, { stages: ['fast', 'slow'] }, () => performance.now());
  }

  private async rulesFor(site: Site, { rules, number }: TestRulesBody): Promise<CompiledRules> {
    if (rules !== undefined) this.sound.compile(rules);
    const chosen = number === undefined ? undefined : (await this.ruleSets.byNumber(site.id, number)).rules;
    return this.rules.of({ id: site.id, settings: { screening: rules ?? chosen ?? site.settings.screening } });
  }
}

function factsOf({ text, author, isReply, isEdit }: TestRulesBody, { settings }: Site): ScreeningFacts {
  return {
    comment: {
      body: text,
      text: plainText(text),
      links: linksOf(text),
      language: settings.language,
      isReply,
      isEdit,
    },
    author: {
      kind: author.kind,
      name: author.name,
      ...(author.website === undefined ? {} : { website: author.website }),
      approvedCount: author.published,
      record: { decided: author.published + author.rejected, rejected: author.rejected },
      isTrusted: author.isTrusted,
    },
    place: { mode: 'open', moderation: settings.moderation },
  };
}
