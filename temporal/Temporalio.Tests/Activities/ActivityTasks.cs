using Temporalio.Activities;
using Temporalio.Worker;

namespace Temporalio.Tests.Activities;

/// <summary>What the tests of the activity worker share.</summary>
internal static class ActivityTasks
{
    internal static TemporalWorkerOptions Serving(params Delegate[] activities)
    {
        var options = new TemporalWorkerOptions();
        foreach (var each in activities)
        {
            options.AddActivity(each);
        }

        return options;
    }

    internal static Task CancelledAsync() => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ActivityExecutionContext.Current.CancellationToken);

    internal static string Text(Api.Common.V1.Payloads payloads) => payloads.Payloads_.Single().Data.ToStringUtf8();
}
