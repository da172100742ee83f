namespace Webhooks.Storage.Knowledge.Links;

/// <summary>The names that a document has, and those that it mentions and does not have.</summary>
internal sealed record DocumentLinks(IReadOnlyCollection<LinkName> Names, IReadOnlyCollection<LinkName> Mentions)
{
    private const int MaximumMentions = 200;

    /// <summary>Branches on which everything meets say nothing about what belongs together.</summary>
    private static readonly HashSet<string> Trunks = new(["main", "master", "trunk", "develop", "development", "dev", "staging", "production", "release"], StringComparer.Ordinal);

    /// <param name="header">Of the document.</param>
    /// <param name="key">Of the document; begins with its tenant, when there is one.</param>
    /// <param name="text">All of the document's text.</param>
    /// <param name="rules">What counts.</param>
    public static DocumentLinks Of(FrontMatterText header, string key, string text, LinkRules rules)
    {
        var tenant = key.StartsWith('@') ? key.Split('/')[0] : "";
        var facts = header.Properties;
        var names = Own(header.Kind, tenant, facts).ToHashSet();
        var repository = facts.GetValueOrDefault("repository");
        var mentions = Branch(facts.GetValueOrDefault("branch") ?? facts.GetValueOrDefault("ref"), tenant, repository)
            .Concat(new Mentions(tenant, repository, rules).In(text))
            .Distinct()
            .Where(name => !names.Contains(name))
            .Take(MaximumMentions);
        return new(names, [.. mentions]);
    }

    private static IEnumerable<LinkName> Own(string? kind, string tenant, IReadOnlyDictionary<string, string> facts)
    {
        if (kind == "commit" && facts.TryGetValue("commit", out var commit))
        {
            yield return LinkName.Commit(tenant, commit);
        }

        if (facts.TryGetValue("repository", out var repository))
        {
            if (kind == "pull-request" && facts.TryGetValue("number", out var number))
            {
                yield return LinkName.Number(tenant, repository, number);
                foreach (var name in Branch(facts.GetValueOrDefault("branch"), tenant, repository))
                {
                    yield return name;
                }

                // Whatever speaks of the commit that it became speaks of it: a merge has no document of its own.
                if (facts.TryGetValue("merge_commit", out var merged))
                {
                    yield return LinkName.Commit(tenant, merged);
                }
            }

            if (facts.TryGetValue("deployment", out var deployment))
            {
                yield return LinkName.Deployment(tenant, repository, deployment);
            }
        }

        if (kind == "ticket" && facts.TryGetValue("key", out var ticket))
        {
            yield return LinkName.Ticket(tenant, ticket);
            if (facts.TryGetValue("site", out var site))
            {
                yield return LinkName.Ticket(tenant, site, ticket);
            }
        }

        if (facts.TryGetValue("resource_id", out var resource))
        {
            yield return LinkName.Resource(tenant, resource);
        }
    }

    private static IEnumerable<LinkName> Branch(string? branch, string tenant, string? repository) =>
        branch is { Length: > 0 } && repository is not null && !Trunks.Contains(branch) ? [LinkName.Branch(tenant, repository, branch)] : [];
}
