import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '#kernel';
import { CircuitBreaker } from '#platform';
import type { ProviderFact } from '#screening';

const REMEMBERED = 1000;

/** One breaker for each provider of each site: a site's broken service is no other site's (reliability.md D9). */
@Injectable()
export class ProviderBreakers {
  private readonly breakers = new LRUCache<string, CircuitBreaker>({ max: REMEMBERED });

  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Asks unless the provider keeps failing; whatever is not an answer counts as a failure. Never throws. */
  async ask<Answer>(name: string, question: () => Promise<ProviderFact<Answer>>): Promise<ProviderFact<Answer>> {
    const breaker = this.breakers.get(name) ?? new CircuitBreaker(this.clock);
    this.breakers.set(name, breaker);
    if (!breaker.allows()) return { result: 'failed', failure: 'left-alone' };
    try {
      const fact = await question();
      if (fact.result === 'failed') breaker.failed();
      else breaker.succeeded();
      return fact;
    } catch {
      breaker.failed();
      return { result: 'failed', failure: 'error' };
    }
  }
}
