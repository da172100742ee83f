const { run } = require('../lib/scenario');

run(async ({ start, withWorker }) => {
  const handle = await withWorker(async () => {
    const started = await start('collect');
    await started.signal('add', 'first worker');
    await started.query('seen');
    return started;
  });
  await handle.signal('add', 'no worker');
  const waiting = handle.result();
  return await withWorker(async () => {
    await handle.signal('finish');
    return { result: await waiting };
  });
});
