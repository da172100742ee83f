const { failure, run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(async () => {
  const handle = await start('collect', { workflowRunTimeout: '500ms' });
  return { causes: await failure(handle.result()), status: (await handle.describe()).status.name };
}));
