import { Inject, Injectable } from '@nestjs/common';
import type { Place } from '#discussion';
import type { Rules, ScreeningFacts } from '#screening';
import { ArticleKnowledge } from './article-knowledge.js';
import { detectLanguage } from './detect-language.js';

/** Facts that only some rules or some comments ask for, looked up when they do. */
@Injectable()
export class FactsOnDemand {
  constructor(@Inject(ArticleKnowledge) private readonly articles: ArticleKnowledge) {}

  /** The facts with what the rules will ask about this comment. @param at an earlier time than now. */
  async complete(facts: ScreeningFacts, rules: Rules, place: Place, at?: Date): Promise<ScreeningFacts> {
    const { comment, author, site } = facts;
    const asksPeople = rules.raid.holdFrom > 0 && author.approvedCount === 0 && !comment.isEdit && site !== undefined;
    const asksWords =
      rules.relation.holdPercent > 0 && (author.website !== undefined || comment.links.some(({ host }) => host !== ''));
    const asksLanguage = rules.language.allowed.length > 0 && comment.text.length >= rules.language.minLength;
    const detected = asksLanguage ? await detectLanguage(comment.text) : undefined;
    return {
      ...facts,
      comment: detected === undefined ? comment : { ...comment, detected },
      ...(asksPeople ? { site: { ...site, newPeople: await this.articles.newPeople(place, at) } } : {}),
      ...(asksWords ? { article: await this.articles.words(place) } : {}),
    };
  }
}
