using System.Globalization;
using Webhooks.Activities.Azure;
using Webhooks.Activities.Documentation;
using Webhooks.Activities.Generation;
using Webhooks.Activities.Reports.Data;
using Webhooks.Activities.Reports.Editions;
using Webhooks.Activities.Reports.Planning;
using Webhooks.Activities.Reports.Writing;
using Webhooks.Contracts.Reports;

namespace Webhooks.Reports.Tests.Samples;

/// <summary>An edition with its data, as a test wants them.</summary>
internal sealed record SampleReport
{
    public const string Organisation = "Acme Shop";

    public required ReportEdition Edition { get; init; }

    public required ReportData Data { get; init; }

    public ReportContent Content => ReportContent.Of(Edition, Data, Organisation, Texts);

    /// <summary>Each part of its kind, by template unless a test says otherwise.</summary>
    public IReadOnlyList<ReportText> Texts { get; init; } = [];

    public static SampleReport Daily(ReportData data) => Of(data, new ReportEdition
    {
        Kind = ReportKind.Daily,
        Period = "2026-11-20",
        Window = new ReportWindow { From = new(2026, 11, 19, 17, 0, 0, TimeSpan.Zero), To = new(2026, 11, 20, 17, 0, 0, TimeSpan.Zero), TimeZone = "Europe/Berlin" },
        Number = 1,
        At = new(2026, 11, 20, 17, 5, 0, TimeSpan.Zero),
        IsUnchanged = false,
        Digest = new string('a', 64),
        Figures = ReportFigures.Of(data),
    });

    public static SampleReport Weekly(ReportData data) => Of(data, new ReportEdition
    {
        Kind = ReportKind.Weekly,
        Period = "2026-W47",
        Window = new ReportWindow { From = new(2026, 11, 13, 16, 0, 0, TimeSpan.Zero), To = new(2026, 11, 20, 16, 0, 0, TimeSpan.Zero), TimeZone = "Europe/Berlin" },
        Number = 1,
        At = new(2026, 11, 20, 16, 5, 0, TimeSpan.Zero),
        IsUnchanged = false,
        Digest = new string('b', 64),
        Figures = ReportFigures.Of(data),
    });

    /// <summary>Of which this was the week or day before.</summary>
    public SampleReport After(ReportFigures before) => With(Edition with { Before = before });

    public SampleReport Missing(string source, string reason = "Unavailable") => With(Edition with { Missing = [.. Edition.Missing, new MissingSource(source, reason)] });

    public SampleReport Preliminary() => With(Edition with { Number = 0 });

    public SampleReport Amending(Uri? link = null) => With(Edition with { Number = 2, Amends = new EditionLink(1, "Daily Reports/2026-11/Daily Documentation 2026-11-20.docx", link) });

    /// <summary>A model was to be asked and did not answer.</summary>
    public SampleReport WithoutGeneration() => this with { Texts = [.. Parts(Edition.Kind).Select(part => WrittenText.ByTemplate(Content, part, FallbackReasons.Unavailable))] };

    public SampleReport Says(string paragraph, params string[] points) => this with
    {
        Texts = [.. Parts(Edition.Kind).Select(part => new ReportText { Part = part, By = "fake-model", Sections = [new GeneratedSection { Paragraph = paragraph }, new GeneratedSection { Heading = "Points", Points = points }] })],
    };

    public SampleReport With(ReportEdition edition) => Of(Data, edition);

    private static SampleReport Of(ReportData data, ReportEdition edition)
    {
        var sample = new SampleReport { Edition = edition, Data = data };
        return sample with { Texts = [.. Parts(edition.Kind).Select(part => WrittenText.ByTemplate(sample.Content, part))] };
    }

    private static ReportTextPart[] Parts(ReportKind kind) => kind switch
    {
        ReportKind.Daily => [ReportTextPart.DailySummary],
        ReportKind.Weekly => [ReportTextPart.ExecutiveSummary, ReportTextPart.TechnicalDetails, ReportTextPart.MetricsAnalysis],
    };

    public static DailyCost Cost(int day, string service, decimal cost, string currency = "EUR") =>
        new() { Day = new DateOnly(2026, 11, day), Service = service, Cost = cost, Currency = currency };

    public static string Sha(int number) => number.ToString("x8", CultureInfo.InvariantCulture) + "7d8f5eaf1f6ba5c57fc3c7d91ac0fd1c";
}
