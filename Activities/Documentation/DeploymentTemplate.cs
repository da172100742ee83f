using System.Globalization;
using System.Text;
using Webhooks.Activities.Deployments;

namespace Webhooks.Activities.Documentation;

/// <summary>Writes the change log of a deployment or a resource: what was done, by whom, when, how it ended and where to look further.</summary>
public static class DeploymentTemplate
{
    public const string Kind = "infrastructure-change";

    public static GeneratedDocument Write(DeploymentLog log, Wording? wording = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        wording ??= Wording.ByTemplate;
        var subject = DeploymentSubject.Of(log);
        var operations = log.Operations();
        var current = DeploymentLog.Current(operations[0]);
        var markdown = new StringBuilder();
        markdown.Append(wording.Header(Header(log, subject, current))).Append('\n');
        markdown.Append("# ").Append(MarkdownText.Inline(subject.Title)).Append("\n\n");
        markdown.Append(subject.Markdown).Append("\n\n");
        if (log.HasGap)
        {
            markdown.Append("> **Incomplete.** The request of this deployment has not been received; what is known of it comes from its statuses.\n\n");
        }

        wording.Write(markdown);
        markdown.Append("## What was done\n\n");
        if (log.Timeline.IsCut)
        {
            markdown.Append("_Earlier events are left out._\n\n");
        }

        foreach (var operation in operations)
        {
            Write(markdown, operation);
            AzureSections.Write(markdown, log.DetailsOf(operation[0].CorrelationId), isNewest: operation == operations[0]);
        }

        var properties = Properties(log, subject, current);
        wording.Put(properties);
        return new GeneratedDocument
        {
            Key = $"{log.Entity}/change-log",
            Path = subject.Path,
            AlternativePath = subject.AlternativePath,
            Kind = Kind,
            Title = PlainText.Line(subject.Title),
            Markdown = markdown.ToString().TrimEnd('\n') + "\n",
            Properties = properties,
        };
    }

    private static FrontMatter Header(DeploymentLog log, DeploymentSubject subject, DeploymentStep current)
    {
        var header = new FrontMatter().Add("kind", Kind).Add("title", subject.Title);
        foreach (var (name, value) in subject.Facts)
        {
            header.Add(name, value);
        }

        return header
            .Add("status", current.Status)
            .Add("date", MomentText.Sortable(current.Moment.At))
            .Add("incomplete", log.HasGap);
    }

    private static Dictionary<string, string> Properties(DeploymentLog log, DeploymentSubject subject, DeploymentStep current)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["status"] = PlainText.Line(current.Status),
            ["date"] = MomentText.Sortable(current.Moment.At),
            ["incomplete"] = log.HasGap ? "true" : "false",
        };
        foreach (var (name, value) in subject.Facts)
        {
            properties[name] = PlainText.Line(value ?? "");
        }

        return properties;
    }

    private static void Write(StringBuilder markdown, IReadOnlyList<DeploymentStep> operation)
    {
        var current = DeploymentLog.Current(operation);
        markdown.Append("### ").Append(MarkdownText.Code(current.What)).Append(": ").Append(MarkdownText.Inline(current.Status)).Append("\n\n");
        foreach (var step in operation)
        {
            markdown.Append("- ").Append(MomentText.Reading(step.Moment.At)).Append(": ").Append(MarkdownText.Inline(step.Status))
                .Append(step.By is { } name ? $", by {MarkdownText.Inline(name)}" : "").Append('\n');
        }

        markdown.Append('\n');
    }
}
