import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ArticlesModule } from '#articles';
import { DiscussionModule } from '#discussion';
import { ModerationModule } from '#moderation';
import { NotificationsModule } from '#notifications';
import { type AppConfig, PlatformModule } from '#platform';
import { work } from '../../../work.js';
import { SeedAnchors } from '../seed/seed-anchors.js';
import { SeedArticle } from '../seed/seed-article.js';
import { SeedDiscussion } from '../seed/seed-discussion.js';

/** Every room without a door: it has work done, and does none itself. */
@Module({})
export class ServiceModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: ServiceModule,
      imports: [
        PlatformModule.forRoot(config, 'api', work),
        AccountsModule,
        ArticlesModule,
        DiscussionModule,
        ModerationModule,
        NotificationsModule,
      ],
      providers: [SeedAnchors, SeedArticle, SeedDiscussion],
    };
  }
}
