const { run } = require('../lib/scenario');

run(({ client, id, taskQueue, withWorker }) => withWorker(async () => {
  const add = (item) => client.workflow.signalWithStart('collect', { taskQueue, workflowId: id(), signal: 'add', signalArgs: [item] });
  const first = await add('first');
  const second = await add('second');
  await first.signal('finish');
  const result = await first.result();
  const again = await add('third');
  await again.signal('finish');
  return {
    result,
    oneRun: first.signaledRunId === second.signaledRunId,
    afterClose: await again.result(),
    anotherRun: again.signaledRunId !== first.signaledRunId,
  };
}));
