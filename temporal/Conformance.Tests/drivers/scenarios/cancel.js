const { failure, run } = require('../lib/scenario');

run(({ id, start, withWorker }) => withWorker(
  async () => {
    const outcomes = {};
    for (const swallow of [false, true]) {
      const handle = await start('cancellable', { args: [swallow], workflowId: id(String(swallow)) });
      await handle.query('ready');
      await handle.cancel();
      const result = handle.result();
      outcomes[swallow] = {
        ended: swallow ? await result : await failure(result),
        status: (await handle.describe()).status.name,
      };
    }

    return outcomes;
  },
  { activities: { echo: async (value) => value } },
));
