import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ArticlesModule } from '#articles';
import { DiscussionModule } from '#discussion';
import { ModerationModule } from '#moderation';
import { type AppConfig, PlatformModule } from '#platform';
import { HttpDoorModule } from '../../api/src/api.module.js';
import { work } from '../../work.js';
import { QueueDoorModule } from '../../worker/src/worker.module.js';
import { DemoReaders } from './demo/demo-readers.js';
import { DemoSite } from './demo/demo-site.js';
import { DemoTexts } from './demo/demo-texts.js';
import { CorrectionPanel } from './demo/page/correction-panel.js';
import { DemoController } from './demo/page/demo.controller.js';
import { DemoPage } from './demo/page/demo-page.js';
import { DemoPageRenderer } from './demo/page/demo-page-renderer.js';
import { PublishDemoText } from './demo/publish-demo-text.js';
import { SeedDemo } from './demo/seed-demo.js';
import { MailCapture } from './mailbox/mail-capture.js';
import { MailboxController } from './mailbox/mailbox.controller.js';

/** Both doors in one process, with the demo, and the capture box where there is no mail server. */
@Module({})
export class StandaloneModule {
  static forRoot(config: AppConfig, mail: MailCapture | undefined): DynamicModule {
    const box: Provider[] = mail === undefined ? [] : [{ provide: MailCapture, useValue: mail }];
    return {
      module: StandaloneModule,
      imports: [
        PlatformModule.forRoot(config, 'worker', work),
        HttpDoorModule,
        QueueDoorModule,
        AccountsModule,
        ArticlesModule,
        DiscussionModule,
        ModerationModule,
      ],
      controllers: [DemoController, ...(mail === undefined ? [] : [MailboxController])],
      providers: [
        ...box,
        CorrectionPanel,
        DemoPage,
        DemoPageRenderer,
        DemoReaders,
        DemoSite,
        DemoTexts,
        PublishDemoText,
        SeedDemo,
      ],
    };
  }
}
