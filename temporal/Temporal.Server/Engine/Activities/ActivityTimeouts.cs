using Temporalio.Api.Command.V1;

namespace Temporal.Server.Engine;

/// <summary>The four timeouts of an activity with every gap filled; zero means none.</summary>
internal readonly record struct ActivityTimeouts(TimeSpan ScheduleToClose, TimeSpan ScheduleToStart, TimeSpan StartToClose, TimeSpan Heartbeat)
{
    public static ActivityTimeouts Normalise(ScheduleActivityTaskCommandAttributes command, TimeSpan runTimeout)
    {
        var close = TimeMath.Limited(command.ScheduleToCloseTimeout.Span(), runTimeout);
        var start = TimeMath.Limited(command.ScheduleToStartTimeout.Span(), close);
        var run = TimeMath.Limited(command.StartToCloseTimeout.Span(), close);
        var heartbeat = command.HeartbeatTimeout.Span();
        if (heartbeat > TimeSpan.Zero)
        {
            heartbeat = TimeMath.Limited(heartbeat, run);
        }

        return new ActivityTimeouts(close, start, run, heartbeat);
    }
}
