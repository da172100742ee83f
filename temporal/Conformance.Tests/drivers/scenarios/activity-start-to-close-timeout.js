const { Context } = require('@temporalio/activity');
const { causes, run } = require('../lib/scenario');

run(({ start, withWorker }) => withWorker(
  async () => {
    const error = await (await start('timedOutActivity')).result().catch((reason) => reason);
    return { causes: causes(error), timeout: error.cause?.cause?.timeoutType };
  },
  { activities: { hang: () => Context.current().cancelled, echo: async (value) => value } },
));
