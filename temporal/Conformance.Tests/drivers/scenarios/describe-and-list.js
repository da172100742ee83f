const { run, until } = require('../lib/scenario');

run(({ client, id, start, taskQueue, withWorker }) => withWorker(async () => {
  const ids = ['one', 'two', 'three'].map(id);
  const handles = await Promise.all(ids.map((workflowId) => start('greet', { args: ['x'], workflowId, memo: { note: 'kept' } })));
  await Promise.all(handles.map((handle) => handle.result()));
  const open = await start('collect', { workflowId: id('open') });
  const listed = async (query) => {
    const found = [];
    for await (const run of client.workflow.list({ query, pageSize: 2 })) {
      found.push(run.workflowId);
    }

    return found.sort();
  };
  const queue = `TaskQueue = '${taskQueue}'`;
  await until(async () => (await listed(queue)).length === 4);
  const { type, status, memo, historyLength, taskQueue: describedQueue, closeTime } = await handles[0].describe();
  const result = {
    described: { type, status: status.name, memo, historyLength, queue: describedQueue === taskQueue, closed: closeTime instanceof Date },
    closed: (await listed(`${queue} AND ExecutionStatus = 'Completed'`)).join() === [...ids].sort().join(),
    open: (await listed(`${queue} AND ExecutionStatus = 'Running'`)).join() === id('open'),
    byId: (await listed(`WorkflowId = '${ids[1]}'`)).length,
    byType: (await listed(`${queue} AND WorkflowType = 'greet'`)).length,
    count: (await client.workflow.count(queue)).count,
  };
  await open.terminate();
  return result;
}));
