using Temporal.Server.Engine;

namespace Temporal.Server.Storage;

/// <summary>A run with the number of its row, under which its events are stored; zero before its first commit.</summary>
internal sealed class StoredRun(Run run, long row)
{
    public Run Run { get; } = run;

    public long Row { get; set; } = row;

    /// <summary>The search attributes as last stored: they are written again only when they differ.</summary>
    public Temporalio.Api.Common.V1.SearchAttributes? StoredAttributes { get; set; }
}
