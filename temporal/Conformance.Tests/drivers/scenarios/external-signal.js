const { failure, run } = require('../lib/scenario');

run(({ id, start, withWorker }) => withWorker(async () => {
  const target = await start('collect', { workflowId: id('target') });
  await (await start('signalOther', { args: [id('target')] })).result();
  const missing = await start('signalOther', { args: [id('nobody')], workflowId: id('to-nobody') });
  return { seen: await target.result(), missing: (await failure(missing.result()))[0] };
}));
