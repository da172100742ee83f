const { run } = require('../lib/scenario');

run(({ client, id, taskQueue, start, withWorker }) => withWorker(async () => {
  const began = Date.now();
  const delayed = await start('greet', { args: ['later'], startDelay: '600ms', workflowId: id('delayed') });
  const result = await delayed.result();
  const waited = Date.now() - began >= 600;
  const cut = await start('collect', { startDelay: '1h', workflowId: id('cut') });
  await client.workflow.signalWithStart('collect', { taskQueue, workflowId: id('cut'), signal: 'add', signalArgs: ['now'] });
  await cut.signal('finish');
  return { result, waited, cutShort: await cut.result() };
}));
