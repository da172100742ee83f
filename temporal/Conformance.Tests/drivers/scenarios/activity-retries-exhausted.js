const { causes, run } = require('../lib/scenario');

let calls = 0;

run(({ start, withWorker }) => withWorker(
  async () => {
    const error = await (await start('failedActivity')).result().catch((reason) => reason);
    return { calls, causes: causes(error), retryState: error.cause?.retryState };
  },
  {
    activities: {
      failForGood: async () => {
        calls++;
        throw new RangeError('again and again');
      },
    },
  },
));
