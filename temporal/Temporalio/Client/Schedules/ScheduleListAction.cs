namespace Temporalio.Client.Schedules;

public abstract record ScheduleListAction
{
    protected ScheduleListAction()
    {
    }
}
