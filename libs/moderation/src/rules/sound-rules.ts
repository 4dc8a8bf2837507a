import { Inject, Injectable } from '@nestjs/common';
import type { ScreeningSettings } from '#contracts';
import { ScreeningRules } from '#discussion';
import type { CompiledRules } from '#screening';
import { UnsoundRules } from '../moderation.errors.js';

const MOST_NAMED = 50;

/** Compiles rules that somebody wrote, and says which of their lines cannot be used. */
@Injectable()
export class SoundRules {
  constructor(@Inject(ScreeningRules) private readonly rules: ScreeningRules) {}

  /**
   * The rules ready to screen with.
   * @param path the field of the request that holds them.
   * @throws {UnsoundRules} naming list and line of up to 50 lines that cannot be used.
   */
  compile(settings: ScreeningSettings, path = 'rules'): CompiledRules {
    const compiled = this.rules.compile(settings);
    if (compiled.problems.length === 0) return compiled;
    throw new UnsoundRules(
      compiled.problems.slice(0, MOST_NAMED).map(({ list, line, message }) => ({
        path: `${path}.words.${list}.${line - 1}`,
        message: `words.${list} line ${line}: ${message}`,
      })),
      compiled.problems.length,
    );
  }
}
