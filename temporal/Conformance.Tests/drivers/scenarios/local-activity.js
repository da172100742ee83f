const { eventTypes, run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(
  async () => {
    const handle = await start('localActivity');
    return { result: await handle.result(), recorded: (await eventTypes(handle)).filter((type) => /MARKER|ACTIVITY/.test(type)) };
  },
  { activities: { echo: async (value) => value } },
));
