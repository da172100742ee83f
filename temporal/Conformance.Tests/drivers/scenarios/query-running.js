const { failure, run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(async () => {
  const handle = await start('collect');
  await handle.signal('add', 'a');
  const running = await handle.query('seen');
  const sticky = await handle.query('seen');
  const unknown = await failure(handle.query('nobody'));
  const broken = await failure(handle.query('broken'));
  await handle.signal('finish');
  await handle.result();
  return { running, sticky, unknown: unknown[0].split(',')[0], broken };
}));
