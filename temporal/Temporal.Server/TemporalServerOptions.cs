using System.Net;

namespace Temporal.Server;

/// <summary>How an embedded server is to run.</summary>
public sealed class TemporalServerOptions
{
    /// <summary>The database file, created when missing; its folder must exist. Null: everything is kept in memory and gone at the end.</summary>
    public string? DatabasePath { get; set; }

    /// <summary>Where it listens. There is no authentication: anything but a loopback address lets everybody there do everything.</summary>
    public IPAddress Ip { get; set; } = IPAddress.Loopback;

    /// <summary>Zero takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Created at the start when missing, beside <c>default</c>.</summary>
    public IReadOnlyList<string> Namespaces { get; set; } = [];

    /// <summary>Registered at the start, in <c>default</c> and in <see cref="Namespaces"/>.</summary>
    public IReadOnlyDictionary<string, SearchAttributeType> SearchAttributes { get; set; } = new Dictionary<string, SearchAttributeType>(StringComparer.Ordinal);

    /// <summary>How long closed runs are kept, in the namespaces created here: three days unless said otherwise.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// For tests: offers <c>temporal.api.testservice.v1.TestService</c> and lets time jump over what nobody works in. Starts with one
    /// lock, so nothing is skipped until a client unlocks. Only in memory: a file would be opened again at an earlier time than it was left.
    /// </summary>
    public bool TimeSkipping { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Most events in one page of a history.</summary>
    internal int HistoryPageSize { get; set; } = 256;
}
