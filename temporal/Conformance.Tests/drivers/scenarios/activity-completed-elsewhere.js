const { CompleteAsyncError, Context } = require('@temporalio/activity');
const { run } = require('../lib/scenario');

run(({ client, id, start, withWorker }) => {
  const waiting = [];
  return withWorker(
    async () => {
      const results = {};
      for (const by of ['token', 'id']) {
        const handle = await start('completedElsewhere', { workflowId: id(by) });
        const { taskToken, activityId } = await new Promise((resolve) => waiting.push(resolve));
        await client.activity.complete(by === 'token' ? taskToken : { workflowId: id(by), activityId }, `by ${by}`);
        results[by] = await handle.result();
      }

      return results;
    },
    {
      activities: {
        leaveOpen: async () => {
          const { taskToken, activityId } = Context.current().info;
          // Told only when the worker has let go of the task.
          setTimeout(() => waiting.shift()({ taskToken, activityId }), 200);
          throw new CompleteAsyncError();
        },
      },
    },
  );
});
