const { Context } = require('@temporalio/activity');
const { run } = require('../lib/scenario');

const attempts = [];

run(({ start, withWorker }) => withWorker(
  async () => ({ result: await (await start('retriedActivity')).result(), attempts }),
  {
    activities: {
      failTwice: async () => {
        const { attempt } = Context.current().info;
        attempts.push(attempt);
        if (attempt < 3) {
          throw new Error(`attempt ${attempt}`);
        }

        return 'third time lucky';
      },
    },
  },
));
