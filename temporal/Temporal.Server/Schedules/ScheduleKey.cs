namespace Temporal.Server.Schedules;

internal readonly record struct ScheduleKey(string Namespace, string ScheduleId);
