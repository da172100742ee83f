namespace Temporalio.Common;

public enum VersioningBehavior
{
    Unspecified = 0,
    Pinned = 1,
    AutoUpgrade = 2,
}
