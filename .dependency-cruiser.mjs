/**
 * The import ladder of docs/ARCHITECTURE.md. A room may import what stands below it, and others only through their `index.ts`.
 */
const ladder = {
  kernel: [],
  contracts: ['kernel'],
  anchoring: ['kernel', 'contracts'],
  screening: ['kernel', 'contracts'],
  platform: ['kernel', 'contracts'],
  accounts: ['kernel', 'contracts', 'platform'],
  articles: ['kernel', 'contracts', 'anchoring', 'platform', 'accounts'],
  discussion: ['kernel', 'contracts', 'anchoring', 'screening', 'platform', 'accounts', 'articles'],
  moderation: ['kernel', 'contracts', 'anchoring', 'screening', 'platform', 'accounts', 'articles', 'discussion'],
  notifications: ['kernel', 'contracts', 'platform', 'accounts', 'articles', 'discussion', 'moderation'],
  interchange: [
    'kernel',
    'contracts',
    'anchoring',
    'platform',
    'accounts',
    'articles',
    'discussion',
    'moderation',
    'notifications',
  ],
};
const pure = ['kernel', 'contracts', 'anchoring', 'screening'];
const tests = '(\\.(spec|fixture)\\.ts$|^test/|^libs/testing/)';

const steps = Object.entries(ladder).map(([room, below]) => ({
  name: `ladder-${room}`,
  comment: `libs/${room} imports only ${below.length === 0 ? 'itself' : below.join(', ')}.`,
  severity: 'error',
  from: { path: `^libs/${room}/`, pathNot: tests },
  to: { path: '^(libs|apps|test)/', pathNot: `^libs/(${[room, ...below].join('|')})/` },
}));

export default {
  forbidden: [
    ...steps,
    {
      name: 'no-cycles',
      comment: 'Files that import each other, types included, cannot be read or changed alone.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'through-the-door',
      comment:
        "From outside a lib only its index.ts. A room's test kit in libs/testing is imported by its file: one door for all would load every room.",
      severity: 'error',
      from: { path: '^(?:libs/([^/]+)/|apps/|test/|migrations/)', pathNot: '^libs/testing/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$', '^libs/testing/src/[^/]+\\.ts$'] },
    },
    {
      name: 'migrations-stand-alone',
      comment: 'A migration says what was true when it was written; code that changes later must not change it.',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^(libs|apps)/' },
    },
    {
      name: 'apps-are-doors',
      comment: 'An app imports no other app; standalone puts them together. All agree on apps/work.ts.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/(standalone|cli)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/work\\.ts$'] },
    },
    {
      name: 'front-ends-know-contracts-only',
      severity: 'error',
      from: { path: '^apps/(dashboard|embed)/' },
      to: { path: '^libs/', pathNot: '^libs/contracts/' },
    },
    {
      name: 'testing-stays-in-tests',
      severity: 'error',
      from: { pathNot: `${tests}|^vitest\\.config\\.ts$` },
      to: { path: '^(libs/testing|test)/|\\.fixture\\.ts$' },
    },
    {
      name: 'pure-rooms-do-no-io',
      comment: 'kernel, contracts, anchoring and screening take data and give data.',
      severity: 'error',
      from: { path: `^libs/(${pure.join('|')})/`, pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^((node:)?(fs|fs/promises|net|tls|dns|dns/promises|http|https|http2|child_process|cluster|worker_threads|dgram)$|node_modules/(@nestjs|typeorm|pg|bullmq|ioredis|fastify|nodemailer)(/|$))',
      },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-package',
      comment: 'Only what package.json names; tools for development stay out of what is shipped.',
      severity: 'error',
      from: { path: '^(libs|apps|migrations)/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
