using Temporalio.Common;

namespace Temporalio.Client.Schedules;

/// <param name="Schedule">Replaces the whole schedule.</param>
/// <param name="TypedSearchAttributes">Replaces all search attributes; null leaves them.</param>
public record ScheduleUpdate(Schedule Schedule, SearchAttributeCollection? TypedSearchAttributes = null);
