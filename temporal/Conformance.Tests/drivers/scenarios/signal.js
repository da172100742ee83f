const { failure, run } = require('../lib/scenario');

run(({ client, id, start, withWorker }) => withWorker(async () => {
  const handle = await start('collect');
  for (const item of ['a', { nested: [1, null] }, 'c']) {
    await handle.signal('add', item);
  }

  await handle.signal('finish');
  const result = await handle.result();
  return {
    result,
    toClosed: await failure(handle.signal('add', 'late')),
    toMissing: (await failure(client.workflow.getHandle(id('missing')).signal('add', 'x')))[0].replace(id('missing'), 'ID'),
  };
}));
