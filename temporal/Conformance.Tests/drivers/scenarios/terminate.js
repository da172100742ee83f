const { failure, run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(async () => {
  const handle = await start('collect');
  await handle.query('seen');
  await handle.terminate('enough');
  return {
    causes: await failure(handle.result()),
    status: (await handle.describe()).status.name,
    again: await failure(handle.terminate('more')),
  };
}));
