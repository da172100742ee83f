namespace Temporalio.Exceptions;

public class ScheduleAlreadyRunningException : FailureException
{
    public ScheduleAlreadyRunningException()
        : base("Schedule already running")
    {
    }
}
