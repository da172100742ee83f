const { run } = require('../lib/scenario');

run(async ({ start, withWorker }) => {
  const handle = await withWorker(async () => {
    const started = await start('collect');
    await started.signal('add', 'kept');
    await started.signal('finish');
    await started.result();
    return started;
  });

  // Another worker knows nothing of the run: it must be given the whole history.
  return { seen: await withWorker(() => handle.query('seen')) };
});
