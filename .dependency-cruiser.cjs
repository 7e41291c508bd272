// The dependency rule (docs/architecture.md). Each rule's comment says what to do instead.
const own = '^src/'
const only = (from, allowed, comment) => ({
  name: `${from.replaceAll('/', '-')}-imports-only-${allowed.join('-')}`,
  severity: 'error',
  comment,
  from: { path: `${own}${from}/` },
  to: { path: own, pathNot: allowed.map((name) => `${own}${name}/`) },
})
module.exports = {
  forbidden: [
    only('shared', ['shared'], 'shared is pure: pass what it needs as a parameter.'),
    only('renderer', ['renderer', 'shared'], 'The renderer talks to the engine through shared/ipc only.'),
    only('main', ['main', 'shared'], 'The engine knows neither its users nor its hosts.'),
    only('server', ['server', 'shared'], 'The server knows its users by the protocol in shared only.'),
    only(
      'drill',
      ['drill', 'server', 'main', 'shared'],
      'The drill plays server and members; neither knows it.',
    ),
    only('cli', ['cli', 'main', 'shared'], 'The command line drives the engine.'),
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'shared runs in Node, the renderer and web pages: no Node, no DOM library, no electron.',
      from: { path: '^src/shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      comment: 'The renderer is sandboxed: ask the engine.',
      from: { path: '^src/renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-hosts-know-the-process',
      severity: 'error',
      comment: 'Everything below hosts/ must run in every host.',
      from: { path: '^src/main/', pathNot: '^src/main/hosts/' },
      to: { path: '^src/main/hosts/' },
    },
    {
      name: 'hosts-do-not-share',
      severity: 'error',
      comment: 'The Electron host and the browser host know nothing of each other.',
      from: { path: '^src/main/hosts/([^/]+)/' },
      to: { path: '^src/main/hosts/', pathNot: '^src/main/hosts/($1|page|library)/' },
    },
    {
      name: 'electron-in-its-host-only',
      severity: 'error',
      comment: 'Only src/main/hosts/electron may import electron.',
      from: { path: '^src/', pathNot: '^src/main/hosts/electron/' },
      to: { path: 'node_modules/electron' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Move the shared part below both.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'] },
  },
}
