import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from '#accounts';
import { ArticlesModule } from '#articles';
import { DiscussionModule } from '#discussion';
import { ModerationModule } from '#moderation';
import { NotificationsModule } from '#notifications';
import { type AppConfig, OriginPolicy, PlatformModule } from '#platform';
import { work } from '../../work.js';
import { AccessGuard } from './access/access.guard.js';
import { PolicyCheck } from './access/policy-check.js';
import { RequestSite } from './access/request-site.js';
import { SiteOrigins } from './access/site-origins.js';
import { ArticlesController } from './articles/articles.controller.js';
import { QuestionsController } from './articles/questions.controller.js';
import { RevisionsController } from './articles/revisions.controller.js';
import { SiteSecretsController } from './articles/site-secrets.controller.js';
import { SiteSettingsController } from './articles/site-settings.controller.js';
import { CommentsController } from './comments/comments.controller.js';
import { LiveController } from './comments/live.controller.js';
import { LiveStreams } from './comments/live-streams.js';
import { OutcomeController } from './comments/outcome.controller.js';
import { ReadingController } from './comments/reading.controller.js';
import { DashboardController } from './dashboard/dashboard.controller.js';
import { QueuePages } from './dashboard/queue-pages.js';
import { SetupController } from './dashboard/setup.controller.js';
import { SignInController } from './dashboard/sign-in.controller.js';
import { AnnotationsController } from './feeds/annotations.controller.js';
import { FeedsController } from './feeds/feeds.controller.js';
import { SitemapController } from './feeds/sitemap.controller.js';
import { EmbedController } from './embed/embed.controller.js';
import { IdentityController } from './identity/identity.controller.js';
import { EventStreams } from './live/event-streams.js';
import { MailController } from './mail/mail.controller.js';
import { LogController } from './moderation/log.controller.js';
import { DeskController } from './moderation/desk.controller.js';
import { ModerationController } from './moderation/moderation.controller.js';
import { QueueLiveController } from './moderation/queue-live.controller.js';
import { QueueStreams } from './moderation/queue-streams.js';
import { ClassifierController } from './moderation/classifier.controller.js';
import { ReplaysController } from './moderation/replays.controller.js';
import { RulesController } from './moderation/rules.controller.js';
import { AddressedController } from './moderation/addressed.controller.js';
import { OrphansController } from './moderation/orphans.controller.js';
import { PeopleController } from './moderation/people.controller.js';
import { PeopleDesk } from './moderation/people-desk.js';
import { PlacesController } from './moderation/places.controller.js';
import { ShadowController } from './moderation/shadow.controller.js';
import { TasksController } from './moderation/tasks.controller.js';
import { StatisticsController } from './moderation/statistics.controller.js';
import { SanctionsController } from './moderation/sanctions.controller.js';
import { OperationsController } from './operations/operations.controller.js';
import { OperatorController } from './operations/operator.controller.js';
import { AssetsController } from './pages/assets.controller.js';
import { PageRenderer } from './pages/page-renderer.js';
import { PrivacyController } from './privacy/privacy.controller.js';
import { CachedAnswer } from './reading/cached-answer.js';
import { MineReader } from './reading/mine-reader.js';
import { SubscriptionsController } from './subscriptions/subscriptions.controller.js';
import { RevisionPageController } from './threads/revision-page.controller.js';
import { ThreadController } from './threads/thread.controller.js';
import { ThreadPageWriter } from './threads/thread-page.js';
import { ThreadReader } from './threads/thread-reader.js';
import { ThreadState } from './threads/thread-state.js';

const rooms = [AccountsModule, ArticlesModule, DiscussionModule, ModerationModule, NotificationsModule];

/** The HTTP door over whatever ground it stands on: alone, or with the worker in one process. */
@Module({
  imports: [DiscoveryModule, ...rooms],
  controllers: [
    AnnotationsController,
    ArticlesController,
    AssetsController,
    CommentsController,
    DashboardController,
    FeedsController,
    EmbedController,
    IdentityController,
    LiveController,
    LogController,
    MailController,
    DeskController,
    ModerationController,
    OperationsController,
    OperatorController,
    PrivacyController,
    QueueLiveController,
    PeopleController,
    PlacesController,
    AddressedController,
    OrphansController,
    OutcomeController,
    QuestionsController,
    ReadingController,
    ClassifierController,
    ReplaysController,
    RevisionPageController,
    RevisionsController,
    RulesController,
    SanctionsController,
    SetupController,
    ShadowController,
    SignInController,
    SitemapController,
    SiteSecretsController,
    SiteSettingsController,
    StatisticsController,
    SubscriptionsController,
    TasksController,
    ThreadController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: OriginPolicy, useClass: SiteOrigins },
    CachedAnswer,
    EventStreams,
    LiveStreams,
    MineReader,
    PageRenderer,
    PeopleDesk,
    PolicyCheck,
    QueuePages,
    QueueStreams,
    RequestSite,
    ThreadPageWriter,
    ThreadReader,
    ThreadState,
  ],
  exports: [PageRenderer],
})
export class HttpDoorModule {}

/** The api process. */
@Module({})
export class ApiModule {
  static forRoot(config: AppConfig): DynamicModule {
    return { module: ApiModule, imports: [PlatformModule.forRoot(config, 'api', work), HttpDoorModule] };
  }
}
