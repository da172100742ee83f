namespace Webhooks.Activities.Commits;

/// <summary>A push of which no commit got a document: it is settled as filtered, and its commits were pushed all the same.</summary>
public static class InsignificantPush
{
    /// <summary>Its commits were left out for more than one reason.</summary>
    public const string ManyReasons = "no-significant-commit";

    /// <param name="rule">By which a push was filtered.</param>
    public static bool IsReason(string? rule) => rule is ManyReasons or Significance.Merge or Significance.Bot or Significance.VersionBump
        or Significance.LockFilesOnly or Significance.DocumentationOnly or Significance.OutsideAreas or Significance.TooSmall;
}
