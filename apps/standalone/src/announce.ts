import type { FirstAdmin } from '#accounts';
import type { AppConfig } from '#platform';

/** What the person who started it wants to know, as lines of text. */
export function announcement(
  config: AppConfig,
  started: { demoUrl: string; admin: FirstAdmin; hasMailbox: boolean },
): string {
  const { publicUrl } = config;
  const lines = [
    ['Demo article', started.demoUrl],
    ['Dashboard', `${publicUrl}/dashboard/`],
    ...(started.hasMailbox ? [['Captured mail', `${publicUrl}/dev/mailbox`]] : []),
    ['API', `${publicUrl}/docs`],
    ...adminLines(config, started.admin),
  ].map(([name, value]) => `  ${`${name ?? ''}:`.padEnd(15)} ${value ?? ''}`);
  return ['', 'Colloquy is ready.', ...lines, ''].join('\n');
}

function adminLines(config: AppConfig, admin: FirstAdmin): string[][] {
  switch (admin.kind) {
    case 'configured':
      return [['Admin', config.adminEmail ?? '']];
    case 'present':
      return [];
    case 'setup':
      return [['First admin', `${admin.url}  (open it once, within a day)`]];
  }
}
