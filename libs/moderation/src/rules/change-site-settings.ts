import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '#accounts';
import { type SiteSettingsInput, UpdateSiteSettings } from '#articles';
import { ScreeningSettings, type SiteSettings } from '#contracts';
import { SoundRules } from './sound-rules.js';

/** Replaces a site's settings. Rules of screening in them are held to what rule sets are. */
@Injectable()
export class ChangeSiteSettings {
  constructor(
    @Inject(UpdateSiteSettings) private readonly update: UpdateSiteSettings,
    @Inject(SoundRules) private readonly sound: SoundRules,
  ) {}

  /** @throws {UnsoundRules} and whatever `UpdateSiteSettings` throws. */
  async run(actor: Actor, input: { site: string; settings: SiteSettingsInput }): Promise<SiteSettings> {
    const { screening } = input.settings;
    if (screening !== undefined) this.sound.compile(ScreeningSettings.parse(screening), 'screening');
    return this.update.run(actor, input);
  }
}
