const { ApplicationFailure } = require('@temporalio/activity');
const { causes, run } = require('../lib/scenario');

let calls = 0;

run(({ start, withWorker }) => withWorker(
  async () => {
    const error = await (await start('failedActivity')).result().catch((reason) => reason);
    return { calls, causes: causes(error), details: error.cause?.cause?.details };
  },
  {
    activities: {
      failForGood: async () => {
        calls++;
        throw ApplicationFailure.nonRetryable('no way', 'Hopeless', 42, 'details');
      },
    },
  },
));
