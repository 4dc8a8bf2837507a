import { type DynamicModule, Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ArticlesModule } from '#articles';
import { DiscussionModule } from '#discussion';
import { ModerationModule } from '#moderation';
import { NotificationsModule } from '#notifications';
import { type AppConfig, PlatformModule } from '#platform';
import { work } from '../../work.js';
import { handlers } from './handlers.js';

/** The queue door over whatever ground it stands on: alone, or with the api in one process. */
@Module({
  imports: [AccountsModule, ArticlesModule, DiscussionModule, ModerationModule, NotificationsModule],
  providers: handlers,
})
export class QueueDoorModule {}

/** The worker process. */
@Module({})
export class WorkerModule {
  static forRoot(config: AppConfig): DynamicModule {
    return { module: WorkerModule, imports: [PlatformModule.forRoot(config, 'worker', work), QueueDoorModule] };
  }
}
