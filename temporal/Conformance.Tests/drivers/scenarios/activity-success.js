const { run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(
  async () => ({ result: await (await start('echoActivity', { args: [{ ünï: ['x', 1, true, null] }] })).result() }),
  { activities: { echo: async (value) => value } },
));
