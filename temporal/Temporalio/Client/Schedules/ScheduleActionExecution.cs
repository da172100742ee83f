namespace Temporalio.Client.Schedules;

public abstract record ScheduleActionExecution
{
    protected ScheduleActionExecution()
    {
    }
}
